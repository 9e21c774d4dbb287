using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What all optimisers share. A step asks once for the addresses of all parameters and gradients; each parameter that lies
/// contiguously in the CPU's memory as float is then updated in one pass over it, the others together by multi-tensor operators.
/// </summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly List<OptimizerState[]> states = [];
    private nint[] handles = [];
    private ParameterFacts[] facts = [];

    public OptimizerHelper()
        : base(0)
    {
    }

    public override IEnumerable<Parameter> parameters() => states.SelectMany(group => group.Select(state => state.Parameter));

    /// <summary>Drops the gradients: the next backward pass makes new ones instead of adding to zeros.</summary>
    public override unsafe void zero_grad()
    {
        foreach (var group in states)
        {
            Gather(group);
            fixed (nint* handle = handles)
                NativeMethods.Check(NativeMethods.hep_drop_gradients(handle, group.Length));
            GC.KeepAlive(group);
        }
    }

    public virtual StateDictionary state_dict()
    {
        var all = new StateDictionary();
        for (var g = 0; g < states.Count; g++)
        {
            all.Options.Add(_parameter_groups[g].Options);
            all.StateIndexRef.Add([.. Enumerable.Range(all.State.Count, states[g].Length)]);
            all.State.AddRange(states[g]);
        }

        return all;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        Agree(state_dict.Options.Count, own.Options.Count, "groups of parameters");
        Agree(state_dict.State.Count, own.State.Count, "parameters");
        for (var i = 0; i < own.Options.Count; i++)
            own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++)
            own.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt(own.Options.Count);
        writer.Write7BitEncodedInt(own.State.Count);
        foreach (var options in own.Options)
            options.SaveStateDict(writer);
        foreach (var state in own.State)
            state.SaveStateDict(writer);
    }

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var own = state_dict();
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"the state is that of {name}, this optimiser is {GetType().Name}");
        Agree(reader.Read7BitEncodedInt(), own.Options.Count, "groups of parameters");
        Agree(reader.Read7BitEncodedInt(), own.State.Count, "parameters");
        foreach (var options in own.Options)
            options.LoadStateDict(reader);
        foreach (var state in own.State)
            state.LoadStateDict(reader);
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    internal override void ReleaseStates()
    {
        foreach (var state in states.SelectMany(group => group))
            state.Release();
        states.Clear();
    }

    private protected void Add<TOptions>(ParamGroup group, TOptions defaults, Func<Parameter, OptimizerState> make)
        where TOptions : OptimizerOptions, new()
    {
        if (group.Options is not TOptions)
            group.Options = new TOptions { LearningRate = group.Options?.LearningRate };
        group.Options.Complete(defaults);
        group.Parameters = [.. group.Parameters];
        OptimizerState[] own = [.. group.Parameters.Select(make)];
        foreach (var state in own)
            state.Initialize(group.Options);
        _parameter_groups.Add(group);
        states.Add(own);
    }

    private protected unsafe Tensor Step(Func<Tensor>? closure)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = enable_grad();
            loss = closure();
        }

        for (var g = 0; g < states.Count; g++)
        {
            var group = states[g];
            var options = _parameter_groups[g].Options;
            Gather(group);
            fixed (nint* handle = handles)
            fixed (ParameterFacts* fact = facts)
                NativeMethods.Check(NativeMethods.hep_begin_update(handle, group.Length, fact));

            List<(int Index, long Step)>? rest = null;
            (UpdateRule? rule, var at) = (null, -1L);
            for (var i = 0; i < group.Length; i++)
            {
                ref readonly var fact = ref facts[i];
                if (!fact.HasGradient)
                    continue;
                var step = group[i].Advance(options);
                if (at != step || rule is null)
                    (rule, at) = (Rule(options, step), step);
                if (!fact.IsPlain || !Sweep(rule, group[i], fact))
                    (rest ??= []).Add((i, step));
            }

            GC.KeepAlive(group);
            foreach (var same in rest?.GroupBy(entry => entry.Step, entry => group[entry.Index]) ?? [])
                Apply(Rule(options, same.Key), [.. same]);
        }

        return loss!;
    }

    /// <summary>How the parameters of a group move in this step.</summary>
    private protected abstract UpdateRule Rule(OptimizerOptions options, long step);

    private static unsafe bool Sweep(UpdateRule rule, OptimizerState state, in ParameterFacts fact)
    {
        var (first, second, third) = state.Tensors;
        if (!Plain(first, fact.Elements, out var a) || !Plain(second, fact.Elements, out var b) || !Plain(third, fact.Elements, out var c))
            return false;
        rule.Sweep(fact.Elements, (float*)fact.Data, (float*)fact.Gradient, a, b, c);
        GC.KeepAlive(state);
        return true;
    }

    private static unsafe bool Plain(Tensor? tensor, long elements, out float* data)
    {
        data = null;
        if (tensor is null)
            return true;
        var facts = tensor.Facts();
        data = (float*)facts.Data;
        return facts.IsContiguous && facts.Elements == elements && facts.Dtype == (int)ScalarType.Float32 && facts.DeviceType == (int)DeviceType.CPU;
    }

    private static void Apply(UpdateRule rule, OptimizerState[] states)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var tensors = Array.ConvertAll(states, state => state.Tensors);
        rule.Apply(
            Array.ConvertAll(states, state => (Tensor)state.Parameter),
            Array.ConvertAll(states, state => state.Parameter.grad!),
            Array.ConvertAll(tensors, tensor => tensor.First!),
            Array.ConvertAll(tensors, tensor => tensor.Second!),
            Array.ConvertAll(tensors, tensor => tensor.Third!));
    }

    private static void Agree(int found, int expected, string what)
    {
        if (found != expected)
            throw new InvalidDataException($"the state is of another model: it has {found} {what}, this optimiser has {expected}");
    }

    private void Gather(OptimizerState[] group)
    {
        if (handles.Length < group.Length)
        {
            handles = new nint[group.Length];
            facts = new ParameterFacts[group.Length];
        }

        for (var i = 0; i < group.Length; i++)
            handles[i] = group[i].Parameter.Raw;
    }
}
