using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent with momentum as PyTorch has it: b = mu b + (1 - dampening) g, b = g in the first step; p -= lr b.</summary>
internal sealed unsafe class SgdRule(
    double rate, double momentum, double dampening, double weightDecay, bool nesterov, bool maximize, bool begins) : UpdateRule
{
    private readonly double keep = begins ? 0 : momentum;
    private readonly double gain = begins ? 1 : 1 - dampening;

    public override void Sweep(long elements, float* parameter, float* gradient, float* first, float* second, float* third)
    {
        var lane = new Lane
        {
            Decay = new((float)weightDecay),
            Keep = new((float)keep),
            Gain = new((float)gain),
            Momentum = new((float)momentum),
            Stride = new(-(float)rate),
            Decays = weightDecay != 0,
            Remembers = momentum != 0,
            Nesterov = nesterov,
            Maximize = maximize,
        };
        Sweep(lane, elements, parameter, gradient, first, second, third);
    }

    public override void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] third)
    {
        var g = Foreach.Gradients(parameters, gradients, maximize, weightDecay);
        if (momentum != 0)
        {
            Foreach.Multiply(first, keep);
            Foreach.Add(first, g, gain);
            g = nesterov ? Foreach.Plus(g, first, momentum) : first;
        }

        Foreach.Add(parameters, g, -rate);
    }

    private struct Lane : ILane
    {
        public Vector<float> Decay;
        public Vector<float> Keep;
        public Vector<float> Gain;
        public Vector<float> Momentum;
        public Vector<float> Stride;
        public bool Decays;
        public bool Remembers;
        public bool Nesterov;
        public bool Maximize;

        public readonly void Apply(float* parameter, float* gradient, float* first, float* second, float* third)
        {
            var p = Vector.Load(parameter);
            var g = Vector.Load(gradient);
            if (Maximize)
                g = -g;
            if (Decays)
                g += p * Decay;
            if (Remembers)
            {
                var b = (Vector.Load(first) * Keep) + (g * Gain);
                Vector.Store(b, first);
                g = Nesterov ? g + (b * Momentum) : b;
            }

            Vector.Store(p + (g * Stride), parameter);
        }
    }
}
