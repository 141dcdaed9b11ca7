"""What happens to sound on its way: thirty attacks, each a function of samples at 44.1 kHz (mono) that gives samples and a rate."""
import os
import subprocess
import tempfile

import numpy as np

RATE = 44100


def ffmpeg(x, rate, filters=None, codec=None, suffix=None, out_rate=None):
    """Through filters, or through a file of a codec and back."""
    base = ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1"]
    raw = ["-f", "f32le", "-ar", str(rate), "-ac", "1"]
    given = np.asarray(x, np.float32).tobytes()
    last = ["-f", "f32le", "-ac", "1", "-ar", str(out_rate or rate), "-"]
    if codec is None:
        done = subprocess.run(base + raw + ["-i", "-", "-af", filters] + last, input=given, stdout=subprocess.PIPE, check=True)
        return np.frombuffer(done.stdout, np.float32)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "coded" + suffix)
        more = ["-af", filters] if filters else []
        subprocess.run(base + raw + ["-i", "-"] + more + codec + [path], input=given, check=True)
        return np.frombuffer(subprocess.run(base + ["-i", path] + last, stdout=subprocess.PIPE, check=True).stdout, np.float32)


def coded(codec, suffix, rate=RATE):
    def run(x, random, other):
        return ffmpeg(x, RATE, codec=codec, suffix=suffix, out_rate=rate), rate
    return run


def filtered(filters, rate=RATE):
    def run(x, random, other):
        return ffmpeg(x, RATE, filters, out_rate=rate), rate
    return run


def power(x):
    return float(np.mean(np.square(x, dtype=np.float64))) + 1e-12


def noise(snr_db):
    def run(x, random, other):
        return x + random.standard_normal(len(x)) * np.sqrt(power(x) * 10 ** (-snr_db / 10)), RATE
    return run


def mix(snr_db):
    def run(x, random, other):
        y = np.resize(other, len(x))
        return x + y * np.sqrt(power(x) / power(y) * 10 ** (-snr_db / 10)), RATE
    return run


def speed(factor):
    return filtered(f"asetrate={RATE * factor:.0f},aresample={RATE}")


def pitch(semitones):
    factor = 2 ** (semitones / 12)
    return filtered(f"asetrate={RATE * factor:.0f},aresample={RATE},atempo={1 / factor}")


def eight_bit(x, random, other):
    return np.clip(np.round(x * 127), -128, 127) / 127, RATE


def gain(db):
    return lambda x, random, other: (x * 10 ** (db / 20), RATE)


ATTACKS = {
    "none": lambda x, random, other: (x, RATE),
    "mp3_128": coded(["-c:a", "libmp3lame", "-b:a", "128k"], ".mp3"),
    "mp3_64": coded(["-c:a", "libmp3lame", "-b:a", "64k"], ".mp3"),
    "aac_96": coded(["-c:a", "aac", "-b:a", "96k"], ".m4a"),
    "aac_64": coded(["-c:a", "aac", "-b:a", "64k"], ".m4a"),
    "opus_48": coded(["-c:a", "libopus", "-b:a", "48k"], ".opus", 48000),
    "opus_24": coded(["-c:a", "libopus", "-b:a", "24k"], ".opus", 48000),
    "rate_16k": filtered("anull", 16000),
    "rate_8k": filtered("anull", 8000),
    "lowpass_4k": filtered("lowpass=f=4000,lowpass=f=4000"),
    "highpass_500": filtered("highpass=f=500,highpass=f=500"),
    "eq": filtered("equalizer=f=400:t=o:w=1:g=6,equalizer=f=1500:t=o:w=1:g=-6,equalizer=f=4000:t=o:w=1:g=6"),
    "compressor": filtered("acompressor=threshold=0.06:ratio=4:attack=5:release=80:makeup=2,alimiter=limit=0.9"),
    "reverb": filtered("aecho=0.8:0.7:37|61|97:0.4|0.3|0.2"),
    "speed_0.90": speed(0.9),
    "speed_0.95": speed(0.95),
    "speed_1.01": speed(1.01),
    "speed_1.05": speed(1.05),
    "speed_1.10": speed(1.1),
    "tempo_0.95": filtered("atempo=0.95"),
    "tempo_1.05": filtered("atempo=1.05"),
    "tempo_1.10": filtered("atempo=1.1"),
    "pitch_1": pitch(1),
    "noise_20": noise(20),
    "noise_10": noise(10),
    "mix_10": mix(10),
    "phone": filtered("highpass=f=300,lowpass=f=3400", 8000),
    "limiter_12": filtered("volume=12dB,alimiter=limit=0.9:level=disabled"),
    "eight_bit": eight_bit,
    "gain_-12": gain(-12),
}
GEOMETRY = [a for a in ATTACKS if a.startswith(("speed", "tempo", "pitch"))] + ["tempo_0.90", "pitch_-1"]
MORE = {
    "tempo_0.90": filtered("atempo=0.9"),
    "pitch_-1": pitch(-1),
    "speed_0.80": speed(0.8),
    "speed_1.20": speed(1.2),
    "tempo_0.80": filtered("atempo=0.8"),
    "tempo_1.20": filtered("atempo=1.2"),
    "pitch_3": pitch(3),
    "pitch_-3": pitch(-3),
    "mp3_32": coded(["-c:a", "libmp3lame", "-b:a", "32k"], ".mp3"),
    "gsm": coded(["-ar", "8000", "-c:a", "libgsm"], ".gsm", 8000),
    "mulaw": coded(["-ar", "8000", "-c:a", "pcm_mulaw"], ".wav", 8000),
    "mp3_then_aac": lambda x, random, other: ATTACKS["aac_64"](ATTACKS["mp3_64"](x, random, other)[0], random, other),
}
