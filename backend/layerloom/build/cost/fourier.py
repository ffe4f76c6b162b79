"""Fourier transforms: 5 N log2 N each, the measure of the FFTW project (fftw.org/speed), and what is made of them."""

import math

from .counted_call import Call, last, product, size


def fourier(call: Call) -> int:
    """Over the last axis."""
    length = max(last(call.first), last(call.outputs[0]))
    return _transforms(length, size(call.first) // max(1, last(call.first)))


def fourier_twice(call: Call) -> int:
    """Over the last two axes, as one transform of all their numbers."""
    length = product(call.first.shape[-2:])
    return _transforms(length, size(call.first) // max(1, length))


def short_fourier(call: Call) -> int:
    """One transform of `fft_length` for each frame, there or back."""
    length = int(call.operation.fft_length)
    numbers = max(size(call.first), size(call.outputs[0]))
    return _transforms(length, numbers // (length // 2 + 1))


def spectrogram(call: Call) -> int:
    """`STFTSpectrogram` is made of convolutions: real parts, imaginary parts, at every frame."""
    layer, given = call.operation, call.outputs[0]
    parts = [layer.real_kernel] * (layer.mode != "imag") + [layer.imag_kernel] * (layer.mode != "real")
    width = int(layer._fft_length) // 2 + 1
    frames = size(given) // (width * (2 if layer.mode == "stft" else 1))
    return 2 * frames * sum(map(size, parts)) + (
        0 if layer.mode in ("real", "imag", "stft") else 4 * call.given
    )


def mel(call: Call) -> int:
    """A transform for each frame, its bins into those of the mel scale, and their decibels."""
    layer = call.operation
    length, mels = int(layer.fft_length), int(layer.num_mel_bins)
    frames = call.given // mels
    return _transforms(length, frames) + 2 * frames * (length // 2 + 1) * mels + 4 * call.given


def _transforms(length: int, count: int) -> int:
    return round(5 * length * math.log2(length)) * max(1, count) if length > 1 else 0
