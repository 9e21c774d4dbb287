namespace TorchSharp;

public static partial class torch
{
    /// <summary>What may stand in the brackets after a tensor: a number, a slice, a tensor, all, the rest, or a new dimension.</summary>
    public struct TensorIndex
    {
        public static TensorIndex Ellipsis = new(IndexKind.Ellipsis);
        public static TensorIndex None = new(IndexKind.None);
        public static TensorIndex Null = new(IndexKind.None);
        public static TensorIndex Colon = new(IndexKind.Slice);

        private TensorIndex(IndexKind kind) => Kind = kind;

        internal enum IndexKind
        {
            Single,
            Slice,
            Ellipsis,
            None,
            Tensor,
        }

        internal IndexKind Kind { get; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Every { get; private init; }

        internal Tensor? Selection { get; private init; }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(Position(index));

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Single(long? index) => new(IndexKind.Single) { Start = index };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(IndexKind.Slice) { Start = start, Stop = stop, Every = step };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) =>
            Slice(Position(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Position(range.End));

        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor) { Selection = tensor };

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
