using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>s = rho s + (1 - rho) g g; d = sqrt(a + eps) / sqrt(s + eps) g; a = rho a + (1 - rho) d d; p -= lr d.</summary>
internal sealed unsafe class AdadeltaRule(double rate, double rho, double eps, double weightDecay, bool maximize) : UpdateRule
{
    public override void Sweep(long elements, float* parameter, float* gradient, float* first, float* second, float* third)
    {
        var lane = new Lane
        {
            Decay = new((float)weightDecay),
            Rho = new((float)rho),
            Gain = new((float)(1 - rho)),
            Eps = new((float)eps),
            Stride = new((float)-rate),
            Decays = weightDecay != 0,
            Maximize = maximize,
        };
        Sweep(lane, elements, parameter, gradient, first, second, third);
    }

    public override void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] third)
    {
        var g = Foreach.Gradients(parameters, gradients, maximize, weightDecay);
        Foreach.Multiply(first, rho);
        Foreach.AddProduct(first, g, g, 1 - rho);
        var spread = Foreach.Root(Foreach.Plus(first, eps));
        var delta = Foreach.Root(Foreach.Plus(second, eps));
        Foreach.Divide(delta, spread);
        Foreach.Multiply(delta, g);
        Foreach.Multiply(second, rho);
        Foreach.AddProduct(second, delta, delta, 1 - rho);
        Foreach.Add(parameters, delta, -rate);
    }

    private struct Lane : ILane
    {
        public Vector<float> Decay;
        public Vector<float> Rho;
        public Vector<float> Gain;
        public Vector<float> Eps;
        public Vector<float> Stride;
        public bool Decays;
        public bool Maximize;

        public readonly void Apply(float* parameter, float* gradient, float* first, float* second, float* third)
        {
            var p = Vector.Load(parameter);
            var g = Vector.Load(gradient);
            if (Maximize)
                g = -g;
            if (Decays)
                g += p * Decay;
            var s = (Vector.Load(first) * Rho) + (Gain * g * g);
            Vector.Store(s, first);
            var a = Vector.Load(second);
            var delta = Vector.SquareRoot(a + Eps) / Vector.SquareRoot(s + Eps) * g;
            Vector.Store((a * Rho) + (Gain * delta * delta), second);
            Vector.Store(p + (delta * Stride), parameter);
        }
    }
}
