namespace Hep.Models;

/// <summary>What a model is built from, as the <c>model</c> section of a run card gives it; each architecture has its own record.</summary>
public abstract record ModelOptions
{
    /// <summary>The name of the architecture, as <c>model.name</c> spells it.</summary>
    public abstract string Name { get; }

    /// <summary>True if training sees the spread over the events of a batch, of which there must then be two or more.</summary>
    public abstract bool NormalizesOverBatch { get; }

    /// <summary>How many layers with weights the network has, the head included; see <see cref="ILayered"/>.</summary>
    public abstract int Layers { get; }

    /// <summary>The same model with nothing dropped in training; equal to this one if nothing is.</summary>
    public abstract ModelOptions WithoutDropout();
}
