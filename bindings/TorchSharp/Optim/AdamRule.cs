using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Adam and AdamW in PyTorch's order of operations, the bias corrections in double:
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g g; p -= lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps).
/// </summary>
internal sealed unsafe class AdamRule(
    double rate, double beta1, double beta2, double eps, double weightDecay, bool decoupled, bool amsgrad, bool maximize, long step) : UpdateRule
{
    private readonly double shrink = decoupled ? 1 - (rate * weightDecay) : 1;
    private readonly double decay = decoupled ? 0 : weightDecay;
    private readonly double stride = -rate / (1 - Math.Pow(beta1, step));
    private readonly double correction = Math.Sqrt(1 - Math.Pow(beta2, step));

    public override void Sweep(long elements, float* parameter, float* gradient, float* first, float* second, float* third)
    {
        var lane = new Lane
        {
            Shrink = new((float)shrink),
            Decay = new((float)decay),
            Beta1 = new((float)beta1),
            Gain1 = new((float)(1 - beta1)),
            Beta2 = new((float)beta2),
            Gain2 = new((float)(1 - beta2)),
            Eps = new((float)eps),
            Stride = new((float)stride),
            Correction = new((float)correction),
            Shrinks = shrink != 1,
            Decays = decay != 0,
            Maximize = maximize,
            Amsgrad = amsgrad,
        };
        Sweep(lane, elements, parameter, gradient, first, second, third);
    }

    public override void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] third)
    {
        if (shrink != 1)
            Foreach.Multiply(parameters, shrink);
        var g = Foreach.Gradients(parameters, gradients, maximize, decay);
        Foreach.Multiply(first, beta1);
        Foreach.Add(first, g, 1 - beta1);
        Foreach.Multiply(second, beta2);
        Foreach.AddProduct(second, g, g, 1 - beta2);
        if (amsgrad)
            Foreach.Maximum(third, second);
        var spread = Foreach.Root(amsgrad ? third : second);
        Foreach.Divide(spread, correction);
        Foreach.Add(spread, eps);
        Foreach.AddQuotient(parameters, first, spread, stride);
    }

    private struct Lane : ILane
    {
        public Vector<float> Shrink;
        public Vector<float> Decay;
        public Vector<float> Beta1;
        public Vector<float> Gain1;
        public Vector<float> Beta2;
        public Vector<float> Gain2;
        public Vector<float> Eps;
        public Vector<float> Stride;
        public Vector<float> Correction;
        public bool Shrinks;
        public bool Decays;
        public bool Maximize;
        public bool Amsgrad;

        public readonly void Apply(float* parameter, float* gradient, float* first, float* second, float* third)
        {
            var p = Vector.Load(parameter);
            var g = Vector.Load(gradient);
            if (Maximize)
                g = -g;
            if (Shrinks)
                p *= Shrink;
            if (Decays)
                g += p * Decay;
            var m = (Vector.Load(first) * Beta1) + (g * Gain1);
            var v = (Vector.Load(second) * Beta2) + (Gain2 * g * g);
            Vector.Store(m, first);
            Vector.Store(v, second);
            if (Amsgrad)
            {
                v = Vector.Max(v, Vector.Load(third));
                Vector.Store(v, third);
            }

            var spread = (Vector.SquareRoot(v) / Correction) + Eps;
            Vector.Store(p + (Stride * m / spread), parameter);
        }
    }
}
