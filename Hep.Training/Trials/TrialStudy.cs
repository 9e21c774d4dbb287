using Hep.Common;
using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Systematics;
using TorchSharp;

namespace Hep.Training.Trials;

/// <summary>What a trial needs of a study: its events, an untrained classifier with the preprocessing fitted, and a folder for what it finds.</summary>
internal sealed class TrialStudy : IDisposable
{
    private readonly StudyData data;
    private readonly LossWeights weights;
    private readonly torch.Device device;

    private TrialStudy(RunCard card, RunFolder folder, StudyData data, torch.Device device)
    {
        (Card, Folder, this.data, this.device) = (card, folder, data, device);
        Classifier = Classifiers.Create(card, FittedInputs.Fit(data.TrainingSample(), card.Data).ToStage()).to(device);
        _ = InitialWeights.Of(card)?.LoadInto(Classifier);
        weights = LossWeights.Fit(data.Train.Events, card.Training.ClassBalance);
    }

    public RunCard Card { get; }

    public RunFolder Folder { get; }

    public Classifier Classifier { get; }

    /// <summary>Training events with their features.</summary>
    public EventTable Sample => data.TrainingSample();

    /// <summary>Runs a trial; its folder is removed again if it comes to nothing.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="prepare">Makes the trial's card of the user's, or refuses it.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <param name="trial">The trial.</param>
    public static T Run<T>(TrainRequest request, Func<RunCard, RunCard> prepare, ITrainingProgress progress, CancellationToken stop, Func<TrialStudy, T> trial)
    {
        var card = prepare(RunCard.Load(request.Card!, request.Overrides));
        var device = Devices.Choose(card.Training.Device);
        using var folder = RunFolder.Create(request.Out ?? RunFolder.NextFor(request.Card!));
        try
        {
            AtomicFile.Write(folder.TrialCard, card.ToYaml(), "card of the trial");
            progress.Note(card.Data.IsFile ? "events: reading" : $"events: simulating '{card.Data.Source}' (no data file was given)");
            using var data = StudyData.Load(card.Data, KeptColumns.Of(card).And(SystematicColumns.Inputs(card)).And(card.Training.Columns), folder.FullPath, stop);
            using var study = new TrialStudy(card, folder, data, device);
            return trial(study);
        }
        catch
        {
            folder.RemoveIfNotBegun();
            throw;
        }
    }

    /// <summary>What the card's training would minimise.</summary>
    public BinaryClassification Objective() => Objective(data.Parameters?.Balanced(data.Train) ?? data.Train, data.Parameters?.Balanced(data.Validation) ?? data.Validation, Card.Training.BatchSize);

    /// <summary>The same on other events.</summary>
    /// <param name="train">Training events.</param>
    /// <param name="validation">Validation events.</param>
    /// <param name="batchSize">Events of a batch.</param>
    public BinaryClassification Objective(EventSet train, EventSet validation, int batchSize) => new(
        Classifier,
        train,
        validation,
        [.. weights.Factors],
        batchSize,
        Card.Training.Seed,
        device,
        Classifiers.SymmetryOf(Card),
        Card.Training.Loss,
        Card.Training.Curriculum,
        data.Parameters?.Draw,
        Card.Training.Augmentation?.Image);

    public void Dispose() => Classifier.Dispose();
}
