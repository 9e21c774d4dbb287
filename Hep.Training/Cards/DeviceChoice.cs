namespace Hep.Training.Cards;

/// <summary>Where the network is trained.</summary>
public enum DeviceChoice
{
    /// <summary>CUDA if there is a device, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A CUDA device; an error if there is none.</summary>
    Cuda,
}
