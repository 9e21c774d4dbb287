using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, parameter) in ownParameters)
                {
                    if (seen.Add(parameter.Raw))
                        yield return (name, parameter);
                }

                if (!recurse)
                    yield break;
                foreach (var (child, module) in ownModules)
                {
                    foreach (var (name, parameter) in module.named_parameters())
                    {
                        if (seen.Add(parameter.Raw))
                            yield return ($"{child}.{name}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true)
            {
                foreach (var (_, parameter) in named_parameters(recurse))
                    yield return parameter;
            }

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, (buffer, persistent)) in ownBuffers)
                {
                    if ((persistent || include_nonpersistent) && seen.Add(buffer.Raw))
                        yield return (name, buffer);
                }

                if (!recurse)
                    yield break;
                foreach (var (child, module) in ownModules)
                {
                    foreach (var (name, buffer) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer.Raw))
                            yield return ($"{child}.{name}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                foreach (var (name, module) in ownModules)
                    yield return (name, module);
            }

            public virtual IEnumerable<Module> children() => named_children().Select(named => named.module);

            /// <summary>All modules below this one (not itself, as in the package): the children first, then theirs.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, module) in ownModules)
                    yield return (name, module);
                foreach (var (child, module) in ownModules)
                {
                    foreach (var (name, below) in module.named_modules())
                        yield return ($"{child}.{name}", below);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target)
            {
                var (owner, name) = Owner(target);
                return owner is not null && owner.ownParameters.TryGetValue(name, out var parameter) ? parameter : null;
            }

            public virtual Tensor? get_buffer(string target)
            {
                var (owner, name) = Owner(target);
                return owner is not null && owner.ownBuffers.TryGetValue(name, out var buffer) ? buffer.Tensor : null;
            }

            /// <summary>The parameters and persistent buffers themselves (no copies) by their dotted names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var before = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in ownParameters)
                    destination.TryAdd(before + name, parameter);
                foreach (var (name, (buffer, persistent)) in ownBuffers)
                {
                    if (persistent)
                        destination.TryAdd(before + name, buffer);
                }

                foreach (var (name, module) in ownModules)
                    module.state_dict(destination, before + name);
                return destination;
            }

            /// <summary>Copies the values in. Nothing is changed where a name (if strict) or a shape does not fit.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                var destination = state_dict();
                List<string> missing = [.. destination.Keys.Where(key => !skip.Contains(key) && !source.ContainsKey(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !skip.Contains(key) && !destination.ContainsKey(key))];
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        "The loaded state_dict is not identical to the target dictionary: "
                        + $"missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                }

                var pairs = destination.Where(target => !skip.Contains(target.Key) && source.ContainsKey(target.Key)).ToArray();
                foreach (var (key, target) in pairs)
                {
                    var (have, want) = (source[key].shape, target.shape);
                    if (!have.AsSpan().SequenceEqual(want))
                        throw new ArgumentException($"Mismatched shape of '{key}': the module has [{string.Join(", ", want)}], the source [{string.Join(", ", have)}].");
                }

                using var still = no_grad();
                foreach (var (key, target) in pairs)
                    target.copy_(source[key]);
                return (missing, unexpected);
            }

            private (Module? Owner, string Name) Owner(string target)
            {
                var owner = this;
                var parts = target.Split('.');
                for (var i = 0; i < parts.Length - 1; i++)
                {
                    if (!owner.ownModules.TryGetValue(parts[i], out owner))
                        return (null, target);
                }

                return (owner, parts[^1]);
            }
        }
    }
}
