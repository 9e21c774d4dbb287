namespace Hep.Training.Cards;

/// <summary>How a curriculum holds back hard events.</summary>
public enum CurriculumKind
{
    /// <summary>The batches of an epoch are drawn from the events that are in alone; an epoch has as many events as ever, so that easy ones come again.</summary>
    Order,

    /// <summary>All events are trained on; one of rank r beyond the fraction f that is in counts f/r as much. Factors average one over the events.</summary>
    Weight,
}
