namespace Hep.Training.Cards;

/// <summary>How the network's logits become probabilities that can be taken at their word.</summary>
public enum CalibrationMethod
{
    /// <summary>As the network gives them.</summary>
    None,

    /// <summary>Divided by one number, the temperature.</summary>
    Temperature,

    /// <summary>A line, of slope and offset.</summary>
    Platt,

    /// <summary>Beta calibration, of three numbers.</summary>
    Beta,

    /// <summary>Any rising function.</summary>
    Isotonic,
}
