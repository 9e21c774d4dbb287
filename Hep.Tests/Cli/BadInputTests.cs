using System.IO.Compression;
using Hep.Cli;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Cli;

/// <summary>What a user can get wrong: the whole message, exit code 2, and nothing half-written.</summary>
public sealed class BadInputTests : IClassFixture<TinyStudy>, IDisposable
{
    private readonly TinyStudy study;
    private readonly TemporaryFolder folder = new();

    public BadInputTests(TinyStudy study) => this.study = study;

    private string Out => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("training.epoch=3", "training.epoch: found an unknown key, expected epochs, batch_size, loss, optimizer, learning_rate, head_learning_rate, schedule, warmup, gradient_clip, gradient_clip_value, penalty, averaging, curriculum, early_stopping, class_balance, augmentation, calibration, checkpoint, threads, device, tensorboard, seed; did you mean training.epochs?")]
    [InlineData("training.epochs=[1]", "training.epochs: found a list of 1 value, expected a whole number from 1 to 1000000")]
    [InlineData("training.learning_rate=-1", "training.learning_rate: found -1, expected a number greater than 0")]
    public void Card(string set, string message) => Refused($"--set {set}: {message}", "train", study.Card, "--set", set, "--out", Out);

    [Fact]
    public void Missing_card()
    {
        var card = study.Path("crad.yaml");
        Refused($"{card}: no such run card; did you mean {study.Card}?", "train", card, "--out", Out);
    }

    [Fact]
    public void Missing_data_file()
    {
        using var empty = new TemporaryFolder();
        Train(empty.File("x.csv"), $"{empty.File("x.csv")}: there is no such file; its folder is empty");
    }

    [Fact]
    public void Missing_column() => Refused(
        $"{study.Events}, line 1: no column 'Wieght' (nearest: 'Weight'); the header names 35 columns",
        "train", study.Card, "--set", "data.weight=Wieght", "--out", Out);

    [Theory]
    [InlineData("heavy", "'heavy' is not a number")]
    [InlineData("nan", "'nan' is not a finite number in single precision; write a missing value as -999")]
    [InlineData("-inf", "'-inf' is not a finite number in single precision; write a missing value as -999")]
    public void Bad_cell(string cell, string message)
    {
        var file = study.EventsWith($"cell{cell}.csv", "DER_mass_MMC", 3, cell);
        Train(file, $"{file}, line 4, column 'DER_mass_MMC': {message}");
        Refused($"{file}, line 4, column 'DER_mass_MMC': {message}", "predict", study.Run, file, "--out", Out);
    }

    [Fact]
    public void Short_row()
    {
        var lines = File.ReadAllLines(study.Events);
        lines[5] = string.Join(',', lines[5].Split(',')[..^2]);
        var file = study.Path("short.csv");
        File.WriteAllLines(file, lines);
        Train(file, $"{file}, line 6: 33 cells, but the header names 35 columns: the row is too short, it ends before column 'KaggleSet'");
    }

    [Fact]
    public void Empty_file()
    {
        var file = study.Path("empty.csv");
        File.WriteAllText(file, "");
        Train(file, $"{file}: the file is empty; expected a header line with the names of the columns, then one line per event");
    }

    [Fact]
    public void Truncated_gzip()
    {
        var file = study.Path("cut.csv.gz");
        using (var bytes = new MemoryStream())
        {
            using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(File.ReadAllBytes(study.Events));
            File.WriteAllBytes(file, bytes.ToArray()[..3000]);
        }

        Train(file, $"{file}: the gzip data ends too early, the file is truncated; copy or download it again");
        Refused($"{file}: the gzip data ends too early, the file is truncated; copy or download it again", "predict", study.Run, file, "--out", Out);
    }

    [Fact]
    public void One_class()
    {
        var file = study.EventsWith("one.csv", "Label", 0, "b");
        Train(file, $"{file}: no event of class 's'; training needs events of every class, found 300 of 'b', 0 of 's'");
    }

    [Fact]
    public void No_weight()
    {
        var file = study.EventsWith("zero.csv", "Weight", 0, "0");
        Train(file, $"{file}: the weights of class 'b' do not sum to more than 0; found 0 for 'b', 0 for 's' (185 of 'b', 115 of 's' events)");
    }

    [Theory]
    [InlineData("predict")]
    [InlineData("export")]
    public void Checkpoint_of_another_model(string verb)
    {
        var run = study.CopyOfRun("other-" + verb);
        var card = Path.Combine(run, "card.yaml");
        File.WriteAllText(card, File.ReadAllText(card).Replace("PRI_tau_pt", "PRI_lep_pt", StringComparison.Ordinal));
        var message = $"{run}/best.safetensors: a checkpoint of another model than the run card's; take the card it was trained with\n  features: found DER_mass_MMC,PRI_tau_pt, expected DER_mass_MMC,PRI_lep_pt";
        string[] command = verb == "predict" ? [verb, run, study.Events, "--out", Out] : [verb, run, "--out", Out];
        Refused(message, command);

        File.WriteAllText(card, File.ReadAllText(study.Card).Replace("./events.csv", study.Events, StringComparison.Ordinal).Replace("[4]", "[8]", StringComparison.Ordinal));
        Refused(
            $"""
            {run}/best.safetensors: a checkpoint of another model than the run card's; take the card it was trained with
              network.layers.0.weight: found F32 [4, 2], expected F32 [8, 2]
              network.layers.0.bias: found F32 [4], expected F32 [8]
              network.layers.2.weight: found F32 [1, 4], expected F32 [1, 8]
            """,
            command);
    }

    [Fact]
    public void Not_an_onnx_file()
    {
        var file = study.Path("events.onnx");
        File.Copy(study.Events, file);
        var message = $"{file} is not an ONNX model: its bytes are not those of a protobuf message. Expected a file written by 'hep export' or by another ONNX exporter";
        Refused(message, "predict", file, study.Events, "--out", Out);
        Refused(message, "inspect", file);
    }

    [Fact]
    public void An_onnx_file_without_names_of_columns()
    {
        var file = Repository.PathOf("Hep.Tests/Onnx/foreign.onnx");
        Refused(
            $"{file}: does not say which columns it takes: found no 'hep.features' in its metadata (it was written by onnx-example), expected a file that 'hep train' or 'hep export' wrote",
            "predict", file, study.Events, "--out", Out);
    }

    [Fact]
    public void A_folder_that_cannot_be_written()
    {
        // Nobody, root included, makes a folder below a file, or one in /proc.
        var below = Path.Combine(study.Events, "run");
        Refused($"{below}: the folder for the run's results cannot be written (Could not find a part of the path '{below}'.); give another one with --out", "train", study.Card, "--out", below);
        Refused($"{below}: cannot be written, {study.Events} is a file and not a folder", "predict", study.Run, study.Events, "--out", below);
        Refused($"{below}: cannot be written, {study.Events} is a file and not a folder", "simulate", "higgs", "--out", below);
        Refused($"cannot write the figure '{below}.png': The file '{study.Events}' already exists. Choose a folder that can be written to.", "plot", study.Run, "--out", below + ".png");
    }

    [Fact]
    public void A_folder_that_is_not_empty()
    {
        const string Rest = ": the folder is not empty; results are never overwritten: give another one with --out, or remove it";
        var rest = $"{Rest} (or go on with the run in it: hep train --resume {study.Run})";
        Refused(study.Run + rest, "train", study.Card, "--out", study.Run);
        Refused(study.Run + rest, "evaluate", study.Run, "--out", study.Run);
    }

    [Fact]
    public void The_input_of_a_run_is_gone_or_another()
    {
        var run = study.CopyOfRun("moved");
        var card = Path.Combine(run, "card.yaml");
        var moved = study.EventsWith("moved.csv", "Weight", 1, "1");
        File.WriteAllText(card, File.ReadAllText(card).Replace(study.Events, moved, StringComparison.Ordinal));
        var remedy = $"an export is compared with the model on the run's test split: give data.source in {card} the place of the file";
        var (found, wanted) = (Hep.Data.InputFingerprint.Sha256(moved), Hep.Data.InputFingerprint.Sha256(study.Events));
        Refused($"{moved}: not the input file of the run (SHA-256 {found}, the run's is {wanted}); {remedy}", "export", run);
        File.Delete(moved);
        Refused($"{moved}: the input file of the run is not there any more; {remedy}", "export", run);
    }

    [Fact]
    public void Names_and_endings()
    {
        Refused("no simulation 'higs'; nearest names: 'higgs'", "simulate", "higs", "--out", Out);
        Refused("roc.jpg: found the ending .jpg, expected .png, .svg or .pdf (or none, for all three)", "plot", study.Run, "--out", "roc.jpg");
        Refused($"{study.Events}, line 1: no column 'Wieght' (nearest: 'Weight'); the header names 35 columns", "predict", study.Run, study.Events, "--keep", "Wieght", "--out", Out);
        Refused($"{study.Events}: this is the file that is read; write to another one", "predict", study.Run, study.Events, "--out", study.Events);
        Refused("nowhere: no such run folder or .onnx file", "predict", "nowhere", study.Events, "--out", Out);
        Refused($"{study.Events}, column 'Label': found the labels 'b' (185), 's' (115), expected the signal's 'x'; say with --signal which one is signal",
            "evaluate", "--scores", study.Events, "--label", "Label", "--signal", "x", "--score", "DER_mass_MMC", "--out", Out);
    }

    [Fact]
    public async Task A_process_says_the_same()
    {
        using var empty = new TemporaryFolder();
        foreach (var (message, args) in new (string, string[])[]
        {
            ("no simulation 'higs'; nearest names: 'higgs'", ["simulate", "higs", "--out", Out]),
            ($"{empty.File("x.csv")}: there is no such file; its folder is empty", ["train", study.Card, "--data", empty.File("x.csv"), "--out", Out]),
        })
        {
            using var process = HepProgram.Start([.. args, "--quiet"]);
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.Equal((ExitCode.BadInput, "", $"hep: {message}\n"), (process.ExitCode, await output, await error));
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }
    }

    private void Train(string data, string message) => Refused(message, "train", study.Card, "--data", data, "--out", Path.Combine(Out, "runs", "a"));

    private void Refused(string message, params string[] args)
    {
        Assert.Equal((ExitCode.BadInput, "", $"hep: {message}\n"), HepProgram.Run([.. args, "--quiet"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
