namespace Hep.Training.Cards;

/// <summary>Which values of a column are those of easy events.</summary>
public enum EasyEnd
{
    /// <summary>The smallest.</summary>
    Low,

    /// <summary>The largest.</summary>
    High,
}
