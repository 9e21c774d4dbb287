using static TorchSharp.torch;

namespace Hep.Training.Runs;

/// <summary>From the run card's device to libtorch's.</summary>
internal static class Devices
{
    /// <summary>The device to train on.</summary>
    /// <exception cref="InvalidDataException">The card asks for CUDA, and there is none.</exception>
    public static Device Choose(Cards.DeviceChoice wanted)
    {
        var available = wanted != Cards.DeviceChoice.Cpu && cuda.is_available();
        if (wanted == Cards.DeviceChoice.Cuda && !available)
            throw new InvalidDataException("training.device: found cuda, but this libtorch sees no CUDA device; take device: auto, or set HEP_LIBTORCH to a libtorch with CUDA");
        return available ? CUDA : CPU;
    }
}
