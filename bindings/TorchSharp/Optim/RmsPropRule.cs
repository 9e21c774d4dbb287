using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>s = a s + (1 - a) g g; p -= lr g / (sqrt(s) + eps), where centred: sqrt(s - mean(g)^2); momentum is of the quotients.</summary>
internal sealed unsafe class RmsPropRule(double rate, double alpha, double eps, double weightDecay, double momentum, bool centered, bool maximize) : UpdateRule
{
    public override void Sweep(long elements, float* parameter, float* gradient, float* first, float* second, float* third)
    {
        var lane = new Lane
        {
            Decay = new((float)weightDecay),
            Alpha = new((float)alpha),
            Gain = new((float)(1 - alpha)),
            Eps = new((float)eps),
            Momentum = new((float)momentum),
            Stride = new((float)-rate),
            Decays = weightDecay != 0,
            Remembers = momentum != 0,
            Centered = centered,
            Maximize = maximize,
        };
        Sweep(lane, elements, parameter, gradient, first, second, third);
    }

    public override void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] third)
    {
        var g = Foreach.Gradients(parameters, gradients, maximize, weightDecay);
        Foreach.Multiply(first, alpha);
        Foreach.AddProduct(first, g, g, 1 - alpha);
        var spread = first;
        if (centered)
        {
            Foreach.Multiply(third, alpha);
            Foreach.Add(third, g, 1 - alpha);
            spread = Foreach.PlusProduct(first, third, third, -1);
        }

        spread = Foreach.Root(spread);
        Foreach.Add(spread, eps);
        if (momentum == 0)
        {
            Foreach.AddQuotient(parameters, g, spread, -rate);
            return;
        }

        Foreach.Multiply(second, momentum);
        Foreach.AddQuotient(second, g, spread, 1);
        Foreach.Add(parameters, second, -rate);
    }

    private struct Lane : ILane
    {
        public Vector<float> Decay;
        public Vector<float> Alpha;
        public Vector<float> Gain;
        public Vector<float> Eps;
        public Vector<float> Momentum;
        public Vector<float> Stride;
        public bool Decays;
        public bool Remembers;
        public bool Centered;
        public bool Maximize;

        public readonly void Apply(float* parameter, float* gradient, float* first, float* second, float* third)
        {
            var p = Vector.Load(parameter);
            var g = Vector.Load(gradient);
            if (Maximize)
                g = -g;
            if (Decays)
                g += p * Decay;
            var s = (Vector.Load(first) * Alpha) + (Gain * g * g);
            Vector.Store(s, first);
            if (Centered)
            {
                var mean = (Vector.Load(third) * Alpha) + (g * Gain);
                Vector.Store(mean, third);
                s -= mean * mean;
            }

            var spread = Vector.SquareRoot(s) + Eps;
            if (!Remembers)
            {
                Vector.Store(p + (Stride * g / spread), parameter);
                return;
            }

            var b = (Vector.Load(second) * Momentum) + (g / spread);
            Vector.Store(b, second);
            Vector.Store(p + (b * Stride), parameter);
        }
    }
}
