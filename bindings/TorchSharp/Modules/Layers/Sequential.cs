using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other; what one has passed on to the next is released.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> chain = [];

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : base(nameof(Sequential)) => Append(modules);

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(Sequential)) => Append(modules);

    internal Sequential(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> modules)
        : base(nameof(Sequential)) => Append(modules);

    internal Sequential(IEnumerable<nn.Module<Tensor, Tensor>> modules)
        : base(nameof(Sequential)) => Append(modules);

    public int Count => chain.Count;

    public nn.IModule<Tensor, Tensor> this[int index] => chain[index];

    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(chain.Count.ToString(CultureInfo.InvariantCulture), module);

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        if (module is not nn.Module<Tensor, Tensor> link)
            throw new ArgumentException($"a {module.GetType().Name} is no module from a tensor to a tensor");
        register_module(name, link);
        chain.Add(link);
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        if (chain.Count == 0)
            return tensor.alias();
        var current = tensor;
        foreach (var module in chain)
        {
            var next = module.call(current);

            // A module of a user's may give its input back.
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                current.Dispose();
            current = next;
        }

        return current;
    }

    private void Append(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> modules)
    {
        foreach (var (name, module) in modules)
            append(name, module);
    }

    private void Append(IEnumerable<nn.Module<Tensor, Tensor>> modules)
    {
        foreach (var module in modules)
            append(module);
    }
}
