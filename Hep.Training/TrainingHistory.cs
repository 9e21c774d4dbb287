using System.Globalization;
using System.Text;
using Hep.Common;
using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Training.Checkpoints;
using Hep.Training.Progress;

namespace Hep.Training;

/// <summary>What each epoch brought, as <c>history.csv</c> keeps it: nothing in it depends on the clock.</summary>
public sealed class TrainingHistory : IStateful
{
    private const string Header = "epoch,train_loss,validation_loss,learning_rate,is_best\n";
    private readonly List<EpochSummary> epochs = [];

    /// <summary>The epochs so far, the first one first.</summary>
    public IReadOnlyList<EpochSummary> Epochs => epochs;

    /// <summary>The epoch with the best validation loss; null before the first.</summary>
    public EpochSummary? Best => epochs.LastOrDefault(epoch => epoch.IsBest);

    /// <summary>Adds an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    public void Add(EpochSummary epoch) => epochs.Add(epoch);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => Save(path, ToCsv());

    /// <summary>The losses of a file.</summary>
    internal static IReadOnlyList<EpochLosses> Losses(string path)
    {
        var columns = CsvColumns.Read(path, ["epoch", "train_loss", "validation_loss"]);
        var (epochs, train, validation) = (columns.Numbers("epoch"), columns.Numbers("train_loss"), columns.Numbers("validation_loss"));
        return [.. epochs.Select((epoch, i) => new EpochLosses((int)epoch, train[i], validation[i]))];
    }

    /// <summary>Writes what <see cref="ToCsv"/> gave, whole or not at all.</summary>
    internal static void Save(string path, string text) => AtomicFile.Write(path, text, "history");

    /// <summary>The file's text.</summary>
    internal string ToCsv()
    {
        var text = new StringBuilder(Header);
        foreach (var epoch in epochs)
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.TrainLoss:R},{epoch.ValidationLoss:R},{epoch.LearningRate:R},{(epoch.IsBest ? 1 : 0)}\n");
        return text.ToString();
    }

    void IStateful.Save(TrainingState state)
    {
        state.Put("train_loss", Column(epoch => epoch.TrainLoss));
        state.Put("validation_loss", Column(epoch => epoch.ValidationLoss));
        state.Put("learning_rate", Column(epoch => epoch.LearningRate));
        state.Put("seconds", Column(epoch => epoch.Seconds));
        state.Put("is_best", Column(epoch => epoch.IsBest ? 1 : 0));
    }

    void IStateful.Load(TrainingState state)
    {
        var (train, validation, rate) = (state.Numbers("train_loss"), state.Numbers("validation_loss"), state.Numbers("learning_rate"));
        var (seconds, isBest) = (state.Numbers("seconds"), state.Numbers("is_best"));
        epochs.Clear();
        epochs.AddRange(train.Select((loss, i) => new EpochSummary(i + 1, loss, validation[i], rate[i], seconds[i], isBest[i] == 1)));
    }

    private double[] Column(Func<EpochSummary, double> value) => [.. epochs.Select(value)];
}
