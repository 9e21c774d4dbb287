using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of unequal lengths, padded and packed.</summary>
            public static partial class rnn
            {
                /// <summary>Packs a padded batch, [L, N, ...] or [N, L, ...].</summary>
                /// <param name="input">The padded batch.</param>
                /// <param name="lengths">The length of each sequence, 1 or more: whole numbers, in the CPU's memory.</param>
                /// <param name="batch_first">True for [N, L, ...].</param>
                /// <param name="enforce_sorted">True refuses sequences whose lengths do not fall; false sorts them.</param>
                public static PackedSequence pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    using var scope = NewDisposeScope();
                    lengths = CheckedLengths(input, lengths, batch_first);
                    if (enforce_sorted)
                        return Packed(input, lengths, batch_first, null, null);
                    var (falling, places) = lengths.sort(descending: true);
                    var order = places.to(input.device);
                    var back = empty_like(order);
                    Operator.Of("scatter_.src(self, dim, index, src)").Run(back, 0, order, arange(order.numel(), dtype: ScalarType.Int64, device: order.device));
                    return Packed(input.index_select(batch_first ? 0 : 1, order), falling, batch_first, order, back);
                }

                /// <summary>Pads the sequences, each [L, ...], and packs them.</summary>
                public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                {
                    using var scope = NewDisposeScope();
                    Tensor[] given = [.. sequences];
                    var padded = pad_sequence(given);
                    return pack_padded_sequence(padded, tensor(Array.ConvertAll(given, sequence => sequence.size(0))), false, enforce_sorted)
                        .MoveToOuterDisposeScope();
                }

                /// <summary>The padded batch, in the order in which the sequences were given, and their lengths.</summary>
                /// <param name="sequence">The packed sequences.</param>
                /// <param name="batch_first">True for [N, L, ...].</param>
                /// <param name="padding_value">What stands after the end of a sequence.</param>
                /// <param name="total_length">The length of the batch, at least that of the longest sequence; null for just that.</param>
                public static (Tensor, Tensor) pad_packed_sequence(PackedSequence sequence, bool batch_first = false, double padding_value = 0, long? total_length = null)
                {
                    var longest = sequence.batch_sizes.numel();
                    if (total_length < longest)
                    {
                        throw new ArgumentException(
                            "Expected total_length to be at least the length of the longest sequence in input, "
                            + $"but got total_length={total_length} and max sequence length being {longest}");
                    }

                    var (padded, lengths) = Operator.Of("_pad_packed_sequence(data, batch_sizes, batch_first, padding_value, total_length)").Pair(
                        sequence.data, sequence.batch_sizes, batch_first, padding_value, total_length ?? longest);
                    if (sequence.unsorted_indices is not { } back)
                        return (padded, lengths);
                    using (padded)
                    using (lengths)
                    using (var here = back.cpu())
                        return (padded.index_select(batch_first ? 0 : 1, back), lengths.index_select(0, here));
                }

                /// <summary>Sequences, each [L, ...], side by side: [longest, N, ...] or, batch first, [N, longest, ...].</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0)
                {
                    Tensor[] given = [.. sequences];
                    if (Array.Exists(given, sequence => sequence.Dimensions == 0))
                        throw new ArgumentException("pad_sequence: a sequence has at least one dimension, its length");
                    return Operator.Of("pad_sequence(sequences, batch_first, padding_value)").Tensor((Native.Arg)given, batch_first, padding_value);
                }

                // libtorch packs a length beyond the tensor without a word, into more batch sizes than there is data.
                private static Tensor CheckedLengths(Tensor input, Tensor lengths, bool batch_first)
                {
                    if (!is_integral(lengths.dtype) || lengths.Dimensions != 1)
                        throw new ArgumentException($"pack_padded_sequence: lengths are a list of whole numbers, got {lengths}");
                    if (input.Dimensions < 2)
                        throw new ArgumentException($"pack_padded_sequence: the input has at least two dimensions, length and batch, got {input}");
                    var steps = input.size(batch_first ? 1 : 0);
                    var checkedLengths = lengths.to(ScalarType.Int64, CPU).contiguous();
                    var numbers = checkedLengths.data<long>().ToArray();
                    for (var i = 0; i < numbers.Length; i++)
                    {
                        if (numbers[i] > steps)
                            throw new ArgumentException($"pack_padded_sequence: lengths[{i}] is {numbers[i]}, the input has {steps} steps");
                    }

                    return checkedLengths;
                }

                private static PackedSequence Packed(Tensor input, Tensor lengths, bool batch_first, Tensor? sorted_indices, Tensor? unsorted_indices)
                {
                    var (data, batch_sizes) = Operator.Of("_pack_padded_sequence(input, lengths, batch_first)").Pair(input, lengths, batch_first);
                    return new PackedSequence(data, batch_sizes, sorted_indices, unsorted_indices).MoveToOuterDisposeScope();
                }
            }
        }
    }
}
