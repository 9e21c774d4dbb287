using Hep.Common;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// The folder of a run: everything that is needed to repeat it or to use it. Its layout is the same for every study, and a public contract.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private RunLock? claim;
    private bool isUnfinished;

    // The folders above that were made for this one, innermost first.
    private readonly IReadOnlyList<string> made;

    private RunFolder(string path, IReadOnlyList<string> made)
    {
        FullPath = path;
        this.made = made;
    }

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>The run card with every value written out.</summary>
    public string Card => File("card.yaml");

    /// <summary>Where the run came from: id, commit, seed, input and its hash, machine, timings, export.</summary>
    public string Facts => File("run.json");

    /// <summary>What happened when: a JSON object a line.</summary>
    public string Log => File("log.jsonl");

    /// <summary>The folder of TensorBoard's files; only where the card wants them.</summary>
    public string TensorBoard => File("tensorboard");

    /// <summary>The states of the training from which it can go on, and the card as it was given.</summary>
    public string Checkpoints => File("checkpoints");

    /// <summary>The run card as it was given, before the run settled what it leaves open.</summary>
    internal string GivenCard => File(Path.Combine("checkpoints", "card.yaml"));

    /// <summary>The card of a trial (<c>--find-lr</c>, <c>--overfit</c>), which is no run: nobody evaluates it, lists it or goes on with it.</summary>
    internal string TrialCard => File("trial.yaml");

    /// <summary>Losses and learning rate by epoch.</summary>
    public string History => File("history.csv");

    /// <summary>The model with the best validation loss.</summary>
    public string Best => File("best.safetensors");

    /// <summary>The model after the last epoch.</summary>
    public string Last => File("last.safetensors");

    /// <summary>The figures of merit, one tree: split, then figure, then value and error.</summary>
    public string Metrics => File("metrics.json");

    /// <summary>What the selection leaves of each process, cut by cut; only where the card has a selection, or files process by process.</summary>
    public string CutFlow => File("cutflow.csv");

    /// <summary>Event id, split, label, weight and score of every event.</summary>
    public string Predictions => File("predictions.csv");

    /// <summary>The scored test events of a file that a source of systematic uncertainty has shifted, as <see cref="Predictions"/>.</summary>
    /// <param name="source">The name of the source.</param>
    /// <param name="side"><c>up</c> or <c>down</c>.</param>
    public string Shifted(string source, string side) => File(Path.Combine("systematics", $"{source}_{side}.csv"));

    /// <summary>The scored measured events, those that are not blinded; only where the card has some.</summary>
    public string Measured => File("measured.csv");

    /// <summary>The figures, as PNG, SVG and PDF, each with its numbers.</summary>
    public string Plots => File("plots");

    /// <summary>The model for inference: preprocessing, network and calibration in one file.</summary>
    public string Onnx => File("model.onnx");

    /// <summary>Pictures and numbers on one self-contained page.</summary>
    public string Report => File("report.html");

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="path">Where; it must not hold a run already.</param>
    /// <exception cref="InvalidDataException">There is a file of that name, a folder with something in it, or another process writes into it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RunFolder Create(string path) => Made(path, isWhole: false);

    private static RunFolder Made(string path, bool isWhole)
    {
        var full = Path.GetFullPath(path);
        if (System.IO.File.Exists(full))
            throw new InvalidDataException($"{path}: found a file, expected a folder for the run's results; give another one with --out");
        var made = Missing(Path.GetDirectoryName(full)).ToList();
        var folder = new RunFolder(full, made);
        if (IsUnused(path))
        {
            // Before the folder is made: the process may be ended between the two.
            if (isWhole)
                folder.RemoveUnlessKept();
            folder.Claim(path);
        }

        // Another run may have been there, and ended, between the first look and the claim.
        if (folder.claim is not null && IsUnused(path))
            return folder;
        folder.Keep();
        folder.Dispose();
        throw new InvalidDataException(
            $"{path}: the folder is not empty; results are never overwritten: give another one with --out, or remove it{(System.IO.File.Exists(folder.GivenCard) ? $" (or go on with the run in it: hep train --resume {path})" : "")}");
    }

    /// <summary>
    /// Makes a folder that is there whole or not at all: until <see cref="Keep"/> it is removed, with all that is in it, by <see cref="Dispose"/> and by the
    /// end of the process.
    /// </summary>
    /// <inheritdoc cref="Create"/>
    public static RunFolder CreateWhole(string path) => Made(path, isWhole: true);

    /// <summary>All of it is there: it stays.</summary>
    public void Keep()
    {
        isUnfinished = false;
        AppDomain.CurrentDomain.ProcessExit -= RemoveUnfinished;
    }

    /// <summary>Whether there is no such folder, or nothing in it but what a process leaves that was killed before it could write anything.</summary>
    /// <param name="path">The folder.</param>
    internal static bool IsUnused(string path)
    {
        var folder = new RunFolder(Path.GetFullPath(path), []);
        return !System.IO.File.Exists(folder.FullPath)
            && (!Directory.Exists(folder.FullPath)
                || Directory.EnumerateFileSystemEntries(folder.FullPath).All(entry => entry == folder.Checkpoints && folder.HoldsNothingButTheLock()));
    }

    /// <summary>Opens the folder of a run that has ended before it was complete, and claims it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It is not that of a run that can be resumed, or another process writes into it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static RunFolder Resume(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = new RunFolder(full, []);
        if (!System.IO.File.Exists(folder.GivenCard))
        {
            _ = Open(path);
            throw new InvalidDataException($"{path}: found a run without checkpoints, of a version of Hep that kept none; it cannot be resumed: train again with its card.yaml and another --out");
        }

        folder.Claim(path);
        folder.RemoveLeftovers();
        return folder;
    }

    /// <summary>A folder as it is: what it holds may be that of a run, or not.</summary>
    internal static RunFolder At(string path) => new(Path.GetFullPath(path), []);

    /// <summary>Gives up the claim on the folder: others may write into it.</summary>
    public void Dispose()
    {
        if (isUnfinished)
        {
            RemoveUnfinished(this, EventArgs.Empty);
            return;
        }

        claim?.Dispose();
        if (claim is not null && HoldsNothingButTheLock())
            Directory.Delete(Checkpoints, recursive: true);
        claim = null;
    }

    /// <summary>Opens the folder of a run that was made before.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder is not that of a run.</exception>
    public static RunFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
            throw new DirectoryNotFoundException($"{path}: no such folder; a run folder is what 'hep train' writes");
        var folder = new RunFolder(full, []);
        if (System.IO.File.Exists(folder.TrialCard))
            throw new InvalidDataException($"{path}: not a run folder, it is that of a trial (hep train --find-lr or --overfit), which trains nothing that is kept; train its card, and look at the folder of that run");
        if (!System.IO.File.Exists(folder.Card))
            throw new InvalidDataException($"{path}: not a run folder, it has no card.yaml; a run folder is what 'hep train' writes");
        return folder;
    }

    /// <summary>Whether a process is writing into the folder.</summary>
    internal bool IsInUse => RunLock.IsTaken(Checkpoints);

    /// <summary>The card of a classifier's run.</summary>
    public RunCard LoadCard() => RunCard.Load(Card);

    /// <summary>A folder name that no run has: <c>runs/higgs</c>, <c>runs/higgs-2</c>, ...</summary>
    /// <param name="card">The run card's file.</param>
    public static string NextFor(string card)
    {
        var name = Path.Combine("runs", Path.GetFileNameWithoutExtension(card));
        var path = name;
        for (var i = 2; Directory.Exists(path); i++)
            path = FormattableString.Invariant($"{name}-{i}");
        return path;
    }

    /// <summary>Removes a run that never began, and the folders above that were made for it: it leaves nothing.</summary>
    public void RemoveIfNotBegun()
    {
        if (claim is not null && !System.IO.File.Exists(Facts))
        {
            System.IO.File.Delete(Card);
            System.IO.File.Delete(TrialCard);
            System.IO.File.Delete(GivenCard);
        }

        Dispose();
        foreach (var folder in made.Prepend(FullPath).Where(Directory.Exists))
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            Directory.Delete(folder);
        }
    }

    private void RemoveUnlessKept()
    {
        isUnfinished = true;
        AppDomain.CurrentDomain.ProcessExit += RemoveUnfinished;
    }

    private void RemoveUnfinished(object? sender, EventArgs e)
    {
        Keep();
        try
        {
            // What was not claimed is another's, unless there is nothing in it.
            var isOurs = claim is not null;
            claim?.Dispose();
            claim = null;
            if (isOurs)
                RemoveAll();
            RemoveIfNotBegun();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody is left to catch it at the end of the process.
            Console.Error.WriteLine($"{FullPath}: the folder of unfinished results could not be removed ({error.Message}); remove it");
        }
    }

    // At the end of the process another thread may just be writing into it.
    private void RemoveAll()
    {
        const int Attempts = 20;
        for (var i = 1; Directory.Exists(FullPath); i++)
        {
            try
            {
                Directory.Delete(FullPath, recursive: true);
            }
            catch (IOException) when (i < Attempts)
            {
                Thread.Sleep(10);
            }
        }
    }

    private void Claim(string path)
    {
        try
        {
            Directory.CreateDirectory(FullPath);
            claim = RunLock.Take(Checkpoints, path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{path}: the folder for the run's results cannot be written (no permission); give another one with --out", e);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: the folder for the run's results cannot be written ({e.Message}); give another one with --out", e);
        }
    }

    private bool HoldsNothingButTheLock() => Directory.Exists(Checkpoints) && Directory.EnumerateFileSystemEntries(Checkpoints).All(RunLock.IsPartOf);

    // What the process that was killed had half-written, and its events on disk.
    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(FullPath, ".*", SearchOption.AllDirectories).Where(AtomicFile.IsPartial))
            System.IO.File.Delete(file);
        if (Directory.Exists(File(StudyData.ScratchName)))
            Directory.Delete(File(StudyData.ScratchName), recursive: true);
    }

    private static IEnumerable<string> Missing(string? folder)
    {
        for (; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            yield return folder;
    }

    private string File(string name) => Path.Combine(FullPath, name);
}
