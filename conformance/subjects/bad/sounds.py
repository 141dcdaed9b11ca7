"""The audible label: the rhythm short-long short-short, put into WAV files of 16 bits before, behind or into what they hold."""
import io
import wave

import numpy

import raster

SHORTEST_S = 0.08
TONE_HZ = 880.0
EDGE_S = 0.005
AROUND_S = 0.2  # of silence on either side of the rhythm
FULL = 32767.0


def is_sound(data):
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def samples_of(data):
    """(rate, samples from -1 to 1: a row a frame)."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            rate, channels, width, frames = file.getframerate(), file.getnchannels(), file.getsampwidth(), file.getnframes()
            held = file.readframes(frames)
    except (wave.Error, EOFError) as why:
        raise ValueError("the WAV file cannot be read: %s" % (why or "it ends too soon")) from why
    if width != 2:
        raise raster.Unsupported("WAV of %d bits a sample; only 16 are handled" % (8 * width))
    if not rate or len(held) != frames * channels * width:
        raise ValueError("the WAV file says %d frames a second and %d in all, and holds %d bytes of them" % (rate, frames, len(held)))
    return rate, numpy.frombuffer(held, "<i2").reshape(-1, channels) / FULL


def wav_of(rate, samples):
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(numpy.rint(numpy.clip(samples, -1, 1) * FULL).astype("<i2").tobytes())
    return made.getvalue()


def tone(rate, length_s):
    at = numpy.arange(int(length_s * rate)) / rate
    edge = numpy.minimum(1, numpy.minimum(at, at[::-1]) / EDGE_S)
    return edge * (numpy.sin(2 * numpy.pi * TONE_HZ * at) + 0.25 * numpy.sin(4 * numpy.pi * TONE_HZ * at))


def rhythm(plan, rate, loudness):
    """Tones and gaps of the plan in turn; the tones have the root mean square `loudness`, changed as the plan says."""
    parts = []
    for i, units in enumerate(plan.rhythm):
        parts.append(numpy.zeros(int(units * SHORTEST_S * rate)) if i % 2 else tone(rate, units * SHORTEST_S))
    made = numpy.concatenate(parts)
    sounding = made[made != 0]
    return made * loudness * 10 ** (plan.rhythm_db / 20) / numpy.sqrt((sounding ** 2).mean())


def quietest(samples, rate):
    """Where in the middle third 200 ms are quietest."""
    width, third = int(AROUND_S * rate), len(samples) // 3
    power = (samples ** 2).sum(axis=1)
    places = range(third, 2 * third, max(1, rate // 20))
    return min(places, key=lambda at: power[at:at + width].sum()) + width // 2


def add_label(plan, data):
    rate, samples = samples_of(data)
    loudness = max(0.05, float(numpy.sqrt((samples ** 2).mean())))
    label = numpy.repeat(rhythm(plan, rate, loudness)[:, None], samples.shape[1], axis=1)
    quiet = numpy.zeros((int(AROUND_S * rate), samples.shape[1]))
    at = {"start": 0, "end": len(samples), "middle": quietest(samples, rate)}[plan.rhythm_place]
    before, behind = samples[:at], samples[at:]
    parts = ([before, quiet] if len(before) else []) + [label] + ([quiet, behind] if len(behind) else [])
    return wav_of(rate, numpy.concatenate(parts))


def plain(data):
    """The same samples with nothing beside them; what is no WAV of 16 bits is refused."""
    return wav_of(*samples_of(data))
