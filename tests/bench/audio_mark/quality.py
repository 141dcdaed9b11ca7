"""How far the mark's noise lies below what hides it. The model (named in README.md as "Bark-Johnston"):
frames of 23 ms (Hann, half overlapping), bands of one Bark, Schroeder's spreading normalised for flat spectra, offsets of
14.5 + b dB for tones and 5.5 dB for noise by the spectral flatness of the band, or of 12 bins about it
where it has fewer (3 dB below flat: noise; 15 dB: tone); never below
Terhardt's threshold in quiet, full scale at 96 dB SPL."""
import numpy as np


def bark(hz):
    return 13 * np.arctan(0.00076 * hz) + 3.5 * np.arctan((hz / 7500) ** 2)


def spectra(x, window):
    hop = window // 2
    shape = np.hanning(window + 1)[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(x, window)[::hop]
    return np.abs(np.fft.rfft(frames * shape)) ** 2


def quiet(window, rate, band, bands):
    """Terhardt's threshold in quiet, the lowest of each band, in the units of spectra(): a sine of full scale is 96 dB SPL."""
    khz = np.maximum(np.fft.rfftfreq(window, 1 / rate), 20) / 1000
    spl = 3.64 * khz ** -0.8 - 6.5 * np.exp(-0.6 * (khz - 3.3) ** 2) + 1e-3 * khz ** 4
    lowest = np.array([spl[band == b].min() for b in range(bands)])
    return 1.5 * (window / 4) ** 2 * 10 ** ((lowest - 96) / 10)


def noise_to_mask(host, marked, rate):
    """Of each frame that has sound: 10 log10 of the mean over bands of noise / mask; and the worst band."""
    window = int(round(0.0232 * rate / 2)) * 2
    sound, added = spectra(host, window), spectra(marked - host, window)
    band = np.minimum(bark(np.fft.rfftfreq(window, 1 / rate)).astype(int), 24)
    bands = band.max() + 1
    gather = np.zeros((len(band), bands))
    gather[np.arange(len(band)), band] = 1
    energy, wrong = sound @ gather + 1e-12, added @ gather
    around = gather.copy()  # of narrow bands with what is beside them: a tone is some bins wide
    for b in range(bands):
        inside = np.flatnonzero(band == b)
        more = max(12 - len(inside) + 1, 0) // 2 if len(inside) < 12 else 0
        around[max(inside[0] - more, 0): inside[-1] + 1 + more, b] = 1
    counts = around.sum(0)
    flatness = 10 * (np.log10(sound + 1e-12) @ around / counts - np.log10((sound @ around + 1e-12) / counts))
    tonality = np.clip((-flatness - 3) / 12, 0, 1)
    apart = np.arange(bands)[:, None] - np.arange(bands)[None, :] + 0.474
    spread = 10 ** ((15.81 + 7.5 * apart - 17.5 * np.sqrt(1 + apart ** 2)) / 10)
    spread /= spread.sum(1, keepdims=True)
    offset = tonality * (14.5 + np.arange(bands) + 0.5) + (1 - tonality) * 5.5
    mask = np.maximum(energy @ spread.T * 10 ** (-offset / 10), quiet(window, rate, band, bands))
    used = (energy.sum(1) > 1e-7 * window) & (wrong.sum(1) > 0)
    ratio = (wrong / mask)[used]
    if not len(ratio):
        return np.full(1, -99.0), np.full(1, -99.0)
    return 10 * np.log10(ratio.mean(1) + 1e-12), 10 * np.log10(ratio.max(1) + 1e-12)


def snr_db(host, marked):
    return 10 * np.log10(np.sum(host ** 2) / max(np.sum((marked - host) ** 2), 1e-30))
