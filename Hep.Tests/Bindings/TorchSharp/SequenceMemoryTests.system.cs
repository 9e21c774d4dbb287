using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>What recurrent layers make on the way, they release themselves.</summary>
public sealed class SequenceMemoryTests
{
    [Fact]
    public void Only_results_stay_alive()
    {
        using var net = LSTM(2, 3, 2, bidirectional: true);
        using var gated = GRU(2, 3);
        using var cell = RNNCell(2, 3);
        using var table = Embedding(5, 2, max_norm: 1);
        using var bag = EmbeddingBag(5, 2, max_norm: 1);
        using var x = ones(4, 3, 2);
        using var state = ones(4, 3, 3);
        using var single = ones(1, 3, 3);
        using var lengths = tensor(new long[] { 1, 4, 2 });
        using var rows = tensor([1, 4, 0, 1], [2, 2], ScalarType.Int64);
        using var packed = pack_padded_sequence(x, lengths, enforce_sorted: false);

        Assert.Equal(3, Alive(() => net.call(x)));
        Assert.Equal(3, Alive(() => net.call(x, (state, state))));
        Assert.Equal(2, Alive(() => gated.call(x, single)));
        Assert.Equal(2 + 4, Alive(() => net.call(packed)));
        Assert.Equal(2 + 4, Alive(() => net.call(packed, (state, state))));
        Assert.Equal(1 + 4, Alive(() => gated.call(packed)));
        Assert.Equal(1, Alive(() => cell.forward(x[0], single[0])) - 2);
        Assert.Equal(4, Alive(() => pack_padded_sequence(x, lengths, enforce_sorted: false)));
        Assert.Equal(2, Alive(() => pad_packed_sequence(packed)));
        Assert.Equal(1, Alive(() => table.call(rows)));
        Assert.Equal(1, Alive(() => bag.call(rows)));
    }

    private static long Alive(Func<object> make)
    {
        using var scope = NewDisposeScope();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        GC.KeepAlive(make());
        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }
}
