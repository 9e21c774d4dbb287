using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Operator.Of("conv1d(input, weight, bias, stride, padding, dilation, groups)").Tensor(
                    input, weight, bias, Arg.OrDefault(stride), Arg.OrDefault(padding), Arg.OrDefault(dilation), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                Operator.Of("conv1d.padding(input, weight, bias, stride, padding, dilation, groups)").Tensor(
                    input, weight, bias, Arg.OrDefault(stride), Name(padding), Arg.OrDefault(dilation), groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Operator.Of("conv2d(input, weight, bias, stride, padding, dilation, groups)").Tensor(
                    input, weight, bias, Arg.OrDefault(strides), Arg.OrDefault(padding), Arg.OrDefault(dilation), groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Operator.Of("conv2d.padding(input, weight, bias, stride, padding, dilation, groups)").Tensor(
                    input, weight, bias, Arg.OrDefault(strides), Name(padding), Arg.OrDefault(dilation), groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                Operator.Of("conv_transpose1d(input, weight, bias, stride, padding, output_padding, groups, dilation)").Tensor(
                    input, weight, bias, Arg.OrDefault(stride), Arg.OrDefault(padding), Arg.OrDefault(output_padding), groups, Arg.OrDefault(dilation));

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Operator.Of("conv_transpose2d.input(input, weight, bias, stride, padding, output_padding, groups, dilation)").Tensor(
                    input, weight, bias, Arg.OrDefault(strides), Arg.OrDefault(padding), Arg.OrDefault(output_padding), groups, Arg.OrDefault(dilation));

            /// <summary>The windows of an image as columns: [N, C, H, W] to [N, C kH kW, L].</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>The windows of an image as columns: [N, C, H, W] to [N, C kH kW, L].</summary>
            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Operator.Of("im2col(self, kernel_size, dilation, padding, stride)").Tensor(
                    input, kernel_size.List(), (dilation ?? (1, 1)).List(), (padding ?? (0, 0)).List(), (stride ?? (1, 1)).List());

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
