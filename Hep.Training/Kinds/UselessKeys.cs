using Hep.Training.Cards;

namespace Hep.Training.Kinds;

/// <summary>Keys of the <c>training</c> section that mean nothing for a kind of run: where one is not at its default, the card is refused with the reason.</summary>
internal static class UselessKeys
{
    public const string Loss = "loss";
    public const string ClassBalance = "class_balance";
    public const string Calibration = "calibration";
    public const string Augmentation = "augmentation";
    public const string Curriculum = "curriculum";
    public const string HeadLearningRate = "head_learning_rate";

    /// <summary>Notes them. A key at its default says nothing, and stands in every card that was written out.</summary>
    /// <param name="reader">The reader of the card.</param>
    /// <param name="training">The section.</param>
    /// <param name="reasons">Why, by key.</param>
    /// <param name="what">What the card is for, in a word.</param>
    public static void Refuse(CardReader reader, TrainingSection training, IReadOnlyDictionary<string, string> reasons, string what)
    {
        var defaults = new TrainingSection { Epochs = training.Epochs };
        foreach (var (key, reason) in reasons)
        {
            var isDefault = key switch
            {
                Loss => training.Loss == defaults.Loss,
                ClassBalance => training.ClassBalance == defaults.ClassBalance,
                Calibration => training.Calibration == defaults.Calibration,
                Augmentation => training.Augmentation is null,
                Curriculum => training.Curriculum is null,
                HeadLearningRate => training.HeadLearningRate is null,
                _ => throw new ArgumentException($"no key {key}", nameof(reasons)),
            };
            if (!isDefault)
                reader.RefuseBelow("training", key, $"found it in a card for {what}, expected none: {reason}");
        }
    }
}
