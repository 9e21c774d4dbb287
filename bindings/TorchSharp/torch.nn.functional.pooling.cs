using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Operator.Of("max_pool1d(self, kernel_size, stride, padding, dilation, ceil_mode)").Tensor(
                    input, (long[])[kernel_size], Arg.OrDefault(stride), Arg.OrDefault(padding), Arg.OrDefault(dilation), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Operator.Of("max_pool1d_with_indices(self, kernel_size, stride, padding, dilation, ceil_mode)").Pair(
                    input, (long[])[kernel_size], Arg.OrDefault(stride), Arg.OrDefault(padding), Arg.OrDefault(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, kernel_size.Twice(), stride.Twice(), padding.Twice(), dilation.Twice(), ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, kernel_size.List(), stride.List(), padding.List(), dilation.List(), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Operator.Of("max_pool2d(self, kernel_size, stride, padding, dilation, ceil_mode)").Tensor(
                    input, kernel_size, Arg.OrDefault(strides), Arg.OrDefault(padding), Arg.OrDefault(dilation), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Operator.Of("max_pool2d_with_indices(self, kernel_size, stride, padding, dilation, ceil_mode)").Pair(
                    input, kernel_size, Arg.OrDefault(strides), Arg.OrDefault(padding), Arg.OrDefault(dilation), ceil_mode);

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                Operator.Of("avg_pool1d(self, kernel_size, stride, padding, ceil_mode, count_include_pad)").Tensor(
                    input, (long[])[kernel_size], Arg.OrDefault(stride), Arg.OrDefault(padding), ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, kernel_size.Twice(), stride.Twice(), padding.Twice(), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, kernel_size.List(), stride.List(), padding.List(), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Operator.Of("avg_pool2d(self, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)").Tensor(
                    input, kernel_size, Arg.OrDefault(stride), Arg.OrDefault(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) =>
                Operator.Of("adaptive_avg_pool1d(self, output_size)").Tensor(input, (long[])[output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, output_size.Twice());

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, output_size.List());

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                Operator.Of("adaptive_avg_pool2d(self, output_size)").Tensor(input, output_size);

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => First(adaptive_max_pool1d_with_indices(input, output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool1d_with_indices(Tensor input, long output_size) =>
                Operator.Of("adaptive_max_pool1d(self, output_size)").Pair(input, (long[])[output_size]);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => First(adaptive_max_pool2d_with_indices(input, output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                Operator.Of("adaptive_max_pool2d(self, output_size)").Pair(input, output_size);

            private static Tensor First((Tensor Values, Tensor Indices) pooled)
            {
                pooled.Indices.Dispose();
                return pooled.Values;
            }
        }
    }
}
