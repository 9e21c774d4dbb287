using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>
                /// Sequences of unequal lengths without padding: the first steps of all, then the second steps of those that have one, and
                /// so on, the longest sequence first. It owns its four tensors, and belongs itself to the dispose scope that is open.
                /// </summary>
                public sealed class PackedSequence : IDisposable
                {
                    /// <summary>The steps, [sum of the lengths, ...].</summary>
                    public readonly Tensor data;

                    /// <summary>How many sequences have a first step, a second step, ...; always in the CPU's memory.</summary>
                    public readonly Tensor batch_sizes;

                    /// <summary>Which of the given sequences is packed first, second, ...; null where they were given in order.</summary>
                    public readonly Tensor? sorted_indices;

                    /// <summary>At which place each of the given sequences is packed; null where they were given in order.</summary>
                    public readonly Tensor? unsorted_indices;

                    /// <summary>Takes all four over.</summary>
                    internal PackedSequence(Tensor data, Tensor batch_sizes, Tensor? sorted_indices, Tensor? unsorted_indices)
                    {
                        this.data = data.DetachFromDisposeScope();
                        this.batch_sizes = batch_sizes.DetachFromDisposeScope();
                        this.sorted_indices = sorted_indices?.DetachFromDisposeScope();
                        this.unsorted_indices = unsorted_indices?.DetachFromDisposeScope();
                        DisposeScopeManager.Current?.Attach(this);
                    }

                    /// <summary>The number of sequences.</summary>
                    internal long Sequences => batch_sizes.data<long>()[0];

                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        DisposeScopeManager.OwnerOf(this)?.MoveToOuter(this);
                        return this;
                    }

                    public PackedSequence MoveToOtherDisposeScope(DisposeScope? other)
                    {
                        DisposeScope.Move(this, other);
                        return this;
                    }

                    public PackedSequence MoveToOtherDisposeScope(PackedSequence other) => MoveToOtherDisposeScope(DisposeScopeManager.OwnerOf(other));

                    public PackedSequence DetachFromDisposeScope() => MoveToOtherDisposeScope((DisposeScope?)null);

                    public void Dispose()
                    {
                        data.Dispose();
                        batch_sizes.Dispose();
                        sorted_indices?.Dispose();
                        unsorted_indices?.Dispose();
                        DisposeScope.Move(this, null);
                    }

                    /// <summary>Other values in the same order. The values are taken over.</summary>
                    internal PackedSequence With(Tensor values) => new(values, Shared(batch_sizes)!, Shared(sorted_indices), Shared(unsorted_indices));

                    private static Tensor? Shared(Tensor? tensor) => tensor is null ? null : Operator.Of("alias(self)").Tensor(tensor);
                }
            }
        }
    }
}
