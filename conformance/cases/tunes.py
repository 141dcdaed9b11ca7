"""Sound that the cases begin with, drawn by code and the same every time: 6 s, WAV of 16 bits, 44.1 kHz, mono."""
import io
import wave

import numpy

RATE_HZ, LENGTH_S = 44100, 6


def wav(samples):
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(numpy.rint(numpy.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return made.getvalue()


def floor(chance):
    return chance.normal(0, 0.004, LENGTH_S * RATE_HZ)


def tune():
    """Plucked notes, each with its octave."""
    chance = numpy.random.RandomState(3)
    out = floor(chance)
    for start in numpy.arange(0, LENGTH_S, 0.5):
        note = out[int(start * RATE_HZ):int((start + 0.7) * RATE_HZ)]
        at, hz = numpy.arange(len(note)) / RATE_HZ, 220 * 2 ** (chance.randint(0, 24) / 12)
        note += 0.15 * numpy.exp(-3 * at) * (numpy.sin(2 * numpy.pi * hz * at) + 0.4 * numpy.sin(4 * numpy.pi * hz * at))
    return wav(out)


def steps():
    """Bursts of noise at uneven distances."""
    chance = numpy.random.RandomState(5)
    out, start = floor(chance), 0.1
    while start < LENGTH_S:
        burst = out[int(start * RATE_HZ):int((start + 0.25) * RATE_HZ)]
        burst += chance.uniform(0.1, 0.3) * numpy.exp(-12 * numpy.arange(len(burst)) / RATE_HZ) * chance.normal(0, 1, len(burst))
        start += chance.uniform(0.2, 0.5)
    return wav(out)


TUNES = {"tune": tune, "steps": steps}
