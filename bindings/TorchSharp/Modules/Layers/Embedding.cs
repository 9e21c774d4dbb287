using TorchSharp.Native;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A table of vectors, looked up by whole numbers: [...] to [..., features].</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly EmbeddingTable.Options options;

    [ComponentName(Name = "weight")]
    private Parameter _weight;

    internal Embedding(Parameter weight, EmbeddingTable.Options options)
        : base(nameof(Embedding))
    {
        _weight = weight;
        this.options = options.Checked(weight.size(0));
        RegisterComponents();
    }

    public Parameter weight
    {
        get => _weight;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public override Tensor forward(Tensor input)
    {
        EmbeddingTable.Shorten(_weight, input, options);
        return Operator.Of("embedding(weight, indices, padding_idx, scale_grad_by_freq)").Tensor(_weight, input, options.Padding ?? -1, options.ScaleGradByFreq);
    }
}
