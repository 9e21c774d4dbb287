using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor fill_(Scalar value)
        {
            Operator.Of("fill_.Scalar(self, value)").Run(this, value);
            return this;
        }

        public Tensor zero_() => InPlace(Operator.Of("zero_(self)"));

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Operator.Of("normal_(self, mean, std, generator)").Run(this, mean, std, generator);
            return this;
        }

        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Operator.Of("uniform_(self, from, to, generator)").Run(this, from, to, generator);
            return this;
        }

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Operator.Of("bernoulli_.float(self, p, generator)").Run(this, p, generator);
            return this;
        }

        public Tensor bernoulli(Generator? generator = null) => Operator.Of("bernoulli(self, generator)").Tensor(this, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Operator.Of("multinomial(self, num_samples, replacement, generator)").Tensor(this, num_samples, replacement, generator);
    }
}
