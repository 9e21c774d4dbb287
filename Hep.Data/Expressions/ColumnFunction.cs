namespace Hep.Data;

/// <summary>A function of one number. Outside of its domain it gives what IEEE 754 says: NaN or an infinity.</summary>
public enum ColumnFunction
{
    /// <summary>-x.</summary>
    Negate,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>e to the x.</summary>
    Exp,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Sine, of radians.</summary>
    Sin,

    /// <summary>Cosine, of radians.</summary>
    Cos,

    /// <summary>Tangent, of radians.</summary>
    Tan,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The largest whole number that is not greater.</summary>
    Floor,

    /// <summary>-1, 0 or 1.</summary>
    Sign,
}
