namespace TorchSharp.Modules;

/// <summary>What a group of parameters is trained with; null takes the optimiser's own value.</summary>
public class OptimizerOptions
{
    private double initial;
    private double? rate;

    public double? LearningRate
    {
        get => rate;
        set => rate = value;
    }

    public double InitialLearningRate
    {
        get => initial;
        set => initial = value;
    }

    public virtual void LoadStateDict(BinaryReader reader) => Exchange(new StateFile(reader));

    public virtual void LoadStateDict(OptimizerOptions source) => StateFile.Copy(source.Exchange, Exchange);

    public virtual void SaveStateDict(BinaryWriter writer) => Exchange(new StateFile(writer));

    /// <summary>Names every field in the order of the file, for reading and for writing.</summary>
    internal virtual void Exchange(StateFile file)
    {
        file.Real(ref initial);
        file.Real(ref rate);
    }

    /// <summary>Takes from the optimiser what this group leaves open.</summary>
    internal virtual void Complete(OptimizerOptions defaults)
    {
        rate ??= defaults.rate;
        if (initial == 0)
            initial = rate ?? 0;
    }
}
