using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>All edges of all dimensions, the batch's too, as the package has it.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                var all = new long[2 * input.ndim];
                Array.Fill(all, pad);
                return functional.pad(input, all, mode, value);
            }

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.List(), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.List(), mode, value);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Operator.Of("pad(self, pad, mode, value)").Tensor(input, pad, "constant", value),
                PaddingModes.Reflect => Operator.Of("pad(self, pad, mode)").Tensor(input, pad, "reflect"),
                PaddingModes.Replicate => Operator.Of("pad(self, pad, mode)").Tensor(input, pad, "replicate"),
                _ => Operator.Of("pad(self, pad, mode)").Tensor(input, pad, "circular"),
            };

            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var dimensions = (int)x.ndim - 2;
                RequireOneOf(size, scale_factor, dimensions);
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    throw new ArgumentException($"align_corners can only be set with the modes Linear, Bilinear, Bicubic and Trilinear, got {mode}");
                if (antialias && (dimensions != 2 || mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic)))
                    throw new ArgumentException($"antialias needs an input of 4 dimensions and the mode Bilinear or Bicubic, got {x.ndim} and {mode}");
                if (recompute_scale_factor && size is not null)
                    throw new ArgumentException("recompute_scale_factor is not meaningful with an explicit size");
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                    (size, scale_factor) = (Scaled(x, scale_factor), null);

                var corners = align_corners ?? false;
                return (mode, dimensions) switch
                {
                    (InterpolationMode.Nearest, 1) => Operator.Of("upsample_nearest1d.vec(input, output_size, scale_factors)").Tensor(x, size, scale_factor),
                    (InterpolationMode.Nearest, 2) => Operator.Of("upsample_nearest2d.vec(input, output_size, scale_factors)").Tensor(x, size, scale_factor),
                    (InterpolationMode.Nearest, 3) => Operator.Of("upsample_nearest3d.vec(input, output_size, scale_factors)").Tensor(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 1) => Operator.Of("_upsample_nearest_exact1d.vec(input, output_size, scale_factors)").Tensor(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 2) => Operator.Of("_upsample_nearest_exact2d.vec(input, output_size, scale_factors)").Tensor(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 3) => Operator.Of("_upsample_nearest_exact3d.vec(input, output_size, scale_factors)").Tensor(x, size, scale_factor),
                    (InterpolationMode.Area, 1) => adaptive_avg_pool1d(x, size![0]),
                    (InterpolationMode.Area, 2) => adaptive_avg_pool2d(x, size!),
                    (InterpolationMode.Area, 3) => Operator.Of("adaptive_avg_pool3d(self, output_size)").Tensor(x, size),
                    (InterpolationMode.Linear, 1) => Operator.Of("upsample_linear1d.vec(input, output_size, align_corners, scale_factors)").Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) when antialias => Operator.Of("_upsample_bilinear2d_aa.vec(input, output_size, align_corners, scale_factors)").Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) => Operator.Of("upsample_bilinear2d.vec(input, output_size, align_corners, scale_factors)").Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) when antialias => Operator.Of("_upsample_bicubic2d_aa.vec(input, output_size, align_corners, scale_factors)").Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) => Operator.Of("upsample_bicubic2d.vec(input, output_size, align_corners, scale_factors)").Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Trilinear, 3) => Operator.Of("upsample_trilinear3d.vec(input, output_size, align_corners, scale_factors)").Tensor(x, size, corners, scale_factor),
                    _ => throw new ArgumentException($"interpolate has no mode {mode} for an input of {x.ndim} dimensions, [{string.Join(", ", x.shape)}]"),
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Nearest);

            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Operator.Of("pixel_shuffle(self, upscale_factor)").Tensor(input, upscale_factor);

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) =>
                Operator.Of("pixel_unshuffle(self, downscale_factor)").Tensor(input, downscale_factor);

            private static void RequireOneOf(long[]? size, double[]? scale_factor, int dimensions)
            {
                if (size is null == scale_factor is null)
                    throw new ArgumentException(size is null ? "either size or scale_factor should be given" : "only one of size and scale_factor should be given");
                if ((size?.Length ?? scale_factor!.Length) == dimensions)
                    return;
                var given = size is null ? scale_factor!.Select(factor => factor.ToString(CultureInfo.InvariantCulture)) : size.Select(n => n.ToString(CultureInfo.InvariantCulture));
                throw new ArgumentException(
                    $"{(size is null ? "scale_factor" : "size")} has one number for each of the {dimensions} spatial dimensions of the input, got [{string.Join(", ", given)}]");
            }

            private static long[] Scaled(Tensor x, double[] scale_factor)
            {
                var shape = x.shape;
                return [.. scale_factor.Select((factor, i) => (long)Math.Floor(shape[i + 2] * factor))];
            }
        }
    }
}
