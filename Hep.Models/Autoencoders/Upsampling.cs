namespace Hep.Models;

/// <summary>How a decoder doubles an image.</summary>
public enum Upsampling
{
    /// <summary>Every cell four times, then a convolution: no pattern of a chessboard (A. Odena et al., "Deconvolution and checkerboard artifacts", 2016).</summary>
    Nearest,

    /// <summary>A transposed convolution of stride 2.</summary>
    Transposed,
}
