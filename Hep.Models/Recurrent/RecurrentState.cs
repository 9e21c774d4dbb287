using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// What a recurrent layer knows of each of B sequences after the places that it has seen. It belongs, with its tensors, to the dispose scope in which it was made.
/// </summary>
public sealed class RecurrentState : IDisposable
{
    /// <summary>Takes the tensors over.</summary>
    /// <param name="hidden">The hidden state, [layers, B, H].</param>
    /// <param name="cell">The cell state of an LSTM, [layers, B, H]; null of another cell.</param>
    /// <exception cref="ArgumentException">The states are no lists of rows, or have different shapes.</exception>
    public RecurrentState(Tensor hidden, Tensor? cell)
    {
        if (hidden.Dimensions != 3 || (cell is not null && !cell.shape.AsSpan().SequenceEqual(hidden.shape)))
        {
            throw new ArgumentException(
                $"found a hidden state of shape [{string.Join(", ", hidden.shape)}] and a cell state of shape [{string.Join(", ", cell?.shape ?? [])}], expected [layers, batch, H] of both",
                nameof(hidden));
        }

        (Hidden, Cell) = (hidden, cell);
    }

    /// <summary>The hidden state, [layers, B, H].</summary>
    public Tensor Hidden { get; }

    /// <summary>The cell state of an LSTM, [layers, B, H]; null of another cell.</summary>
    public Tensor? Cell { get; }

    /// <summary>Sequences B.</summary>
    public long Batch => Hidden.size(1);

    /// <summary>Takes sequences, as those that go on; one that is taken twice is two branches of what was seen so far.</summary>
    /// <param name="index">Their places among the B, int64 [C] on the state's device.</param>
    /// <returns>The state of C sequences.</returns>
    public RecurrentState Select(Tensor index) => new(Hidden.index_select(1, index), Cell?.index_select(1, index));

    /// <summary>Hands the tensors to the scope around the one that they belong to.</summary>
    /// <returns>This state.</returns>
    public RecurrentState MoveToOuterDisposeScope()
    {
        Hidden.MoveToOuterDisposeScope();
        Cell?.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>Takes the tensors out of their scope: from now on they live until this state is disposed.</summary>
    /// <returns>This state.</returns>
    public RecurrentState DetachFromDisposeScope()
    {
        Hidden.DetachFromDisposeScope();
        Cell?.DetachFromDisposeScope();
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Hidden.Dispose();
        Cell?.Dispose();
    }
}
