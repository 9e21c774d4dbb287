using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Parameter => _parameter;

    public virtual void LoadStateDict(BinaryReader reader) => Exchange(new StateFile(reader));

    public virtual void LoadStateDict(OptimizerState source) => StateFile.Copy(source.Exchange, Exchange);

    public virtual void SaveStateDict(BinaryWriter writer) => Exchange(new StateFile(writer));

    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Names every field in the order of the file, for reading and for writing.</summary>
    internal abstract void Exchange(StateFile file);

    /// <summary>The tensors of the rule, in its order.</summary>
    internal abstract (Tensor? First, Tensor? Second, Tensor? Third) Tensors { get; }

    /// <summary>Begins a step; says which one it is to the rule.</summary>
    internal abstract long Advance(OptimizerOptions options);

    internal void Release()
    {
        var (first, second, third) = Tensors;
        first?.Dispose();
        second?.Dispose();
        third?.Dispose();
    }

    /// <summary>A tensor like the parameter, which belongs to the state and to no scope.</summary>
    private protected Tensor Filled(double value) =>
        (value == 0 ? zeros_like(_parameter) : Operator.Of("full_like(self, fill_value)").Tensor(_parameter, value)).DetachFromDisposeScope();
}
