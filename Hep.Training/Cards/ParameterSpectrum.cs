namespace Hep.Training.Cards;

/// <summary>How much each value of a parameter counts in the training, whatever the number of events that were simulated for it.</summary>
public enum ParameterSpectrum
{
    /// <summary>The same for every value that was simulated.</summary>
    Flat,

    /// <summary>As the weights of the sample have it.</summary>
    Sample,

    /// <summary>As the card lists it.</summary>
    Listed,
}
