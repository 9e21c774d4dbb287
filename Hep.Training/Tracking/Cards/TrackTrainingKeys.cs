using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>Refuses what the <c>training</c> section says and means nothing in a card for tracks.</summary>
internal static class TrackTrainingKeys
{
    /// <summary>Checks the section. A key at its default says nothing, and stands in every card that was written out.</summary>
    /// <param name="reader">The card.</param>
    /// <param name="training">The section.</param>
    /// <param name="loss">Why there is no loss to choose.</param>
    /// <param name="calibration">Why nothing is calibrated.</param>
    /// <param name="augmentation">Why events are not transformed.</param>
    public static void Check(CardReader reader, TrainingSection training, string loss, string calibration, string augmentation)
    {
        var defaults = new TrainingSection { Epochs = training.Epochs };
        foreach (var (key, isDefault, reason) in new[]
        {
            ("loss", training.Loss == defaults.Loss, loss),
            ("class_balance", training.ClassBalance == defaults.ClassBalance, "there are no classes"),
            ("calibration", training.Calibration == defaults.Calibration, calibration),
            ("augmentation", training.Augmentation is null, augmentation),
            ("curriculum", training.Curriculum is null, "there are no columns"),
            ("head_learning_rate", training.HeadLearningRate is null, "there is one rate for all layers"),
        })
        {
            if (!isDefault)
                reader.RefuseBelow("training", key, $"found it in a card for tracks, expected none: {reason}");
        }
    }
}
