namespace Hep.Models;

/// <summary>What a model is built from, as the <c>model</c> section of a run card gives it; each architecture has its own record.</summary>
public abstract record ModelOptions
{
    /// <summary>The name of the architecture, as <c>model.name</c> spells it.</summary>
    public abstract string Name { get; }
}
