using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Images;

namespace Hep.Training.Runs;

/// <summary>What becomes of raw events before a network sees them, fitted on the training events: steps for columns, or those for images.</summary>
internal abstract class FittedInputs
{
    /// <summary>What a user should know about the inputs.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>Fits.</summary>
    /// <param name="train">The training events, or a sample of them.</param>
    /// <param name="card">The run card's section.</param>
    /// <exception cref="InvalidDataException">A step needs events other than these.</exception>
    public static FittedInputs Fit(EventTable train, DataSection card) =>
        card.Image is { } plan ? new OfImages(plan, card, ImagePreprocessor.FitScale(plan, train)) : new OfColumns(Preprocessing.Fit(train, card.Plan));

    /// <summary>The stage with placeholders for the fitted numbers, which a saved state brings.</summary>
    /// <param name="card">The run card's section.</param>
    public static InputStage Unfitted(DataSection card) =>
        card.Image is { } plan ? StageOf(plan, card, scale: 1) : new Preprocessor(Preprocessing.Unfitted(card.Plan));

    /// <summary>The section with what it left to the training events, so that the card alone rebuilds the model.</summary>
    public abstract DataSection Settle(DataSection given);

    /// <summary>The stage of the model.</summary>
    public abstract InputStage ToStage();

    /// <summary>Draws the inputs before and after.</summary>
    public abstract void Draw(RunFolder folder, StudyData data, RunCard card);

    private static ImagePreprocessor StageOf(ImagePlan plan, DataSection card, double scale) => new(plan, [.. card.Features.Select(feature => feature.Name)], card.Missing, scale);

    private sealed class OfColumns(Preprocessing fitted) : FittedInputs
    {
        public override IReadOnlyList<string> Warnings => fitted.Warnings;

        public override DataSection Settle(DataSection given) => given with { Preprocessing = [.. fitted.Plan.Steps] };

        public override InputStage ToStage() => new Preprocessor(fitted);

        public override void Draw(RunFolder folder, StudyData data, RunCard card) => InputFigures.Draw(folder, data, fitted, card.Evaluation);
    }

    private sealed class OfImages(ImagePlan plan, DataSection card, double scale) : FittedInputs
    {
        public override IReadOnlyList<string> Warnings => scale == 0 ? ["data.image: all images of the training split are empty behind their preprocessing"] : [];

        public override DataSection Settle(DataSection given) => given;

        public override InputStage ToStage() => StageOf(plan, card, scale == 0 ? 1 : scale);

        public override void Draw(RunFolder folder, StudyData data, RunCard card) => ImageFigures.DrawSteps(folder, data.TrainingSample(), card);
    }
}
