using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>s += g g; p -= lr g / (sqrt(s) + eps). The rate comes with its decay applied.</summary>
internal sealed unsafe class AdagradRule(double rate, double weightDecay, double eps) : UpdateRule
{
    public override void Sweep(long elements, float* parameter, float* gradient, float* first, float* second, float* third)
    {
        var lane = new Lane
        {
            Decay = new((float)weightDecay),
            Eps = new((float)eps),
            Stride = new((float)-rate),
            Decays = weightDecay != 0,
        };
        Sweep(lane, elements, parameter, gradient, first, second, third);
    }

    public override void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] third)
    {
        var g = Foreach.Gradients(parameters, gradients, maximize: false, weightDecay);
        Foreach.AddProduct(first, g, g, 1);
        var spread = Foreach.Root(first);
        Foreach.Add(spread, eps);
        Foreach.AddQuotient(parameters, g, spread, -rate);
    }

    private struct Lane : ILane
    {
        public Vector<float> Decay;
        public Vector<float> Eps;
        public Vector<float> Stride;
        public bool Decays;

        public readonly void Apply(float* parameter, float* gradient, float* first, float* second, float* third)
        {
            var p = Vector.Load(parameter);
            var g = Vector.Load(gradient);
            if (Decays)
                g += p * Decay;
            var s = Vector.Load(first) + (g * g);
            Vector.Store(s, first);
            Vector.Store(p + (Stride * g / (Vector.SquareRoot(s) + Eps)), parameter);
        }
    }
}
