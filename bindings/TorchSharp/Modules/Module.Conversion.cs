using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Moves and converts all of the tree; integer tensors keep their type. A parameter that changes is a new object (the old
            /// one is disposed): optimisers are built afterwards. What two modules share stays shared.
            /// </summary>
            internal void Convert(Device? device, ScalarType? dtype)
            {
                if (dtype is { } wanted && !is_floating_point(wanted))
                    throw new ArgumentException($"a module is converted to floating-point types only, got {wanted}");
                using var still = no_grad();
                var converted = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
                Convert(device, dtype, converted);
                foreach (var (old, _) in converted)
                    old.Dispose();
            }

            private void Convert(Device? device, ScalarType? dtype, Dictionary<Tensor, Tensor> converted)
            {
                foreach (var (_, module) in ownModules)
                    module.Convert(device, dtype, converted);
                foreach (var name in ownParameters.Keys.ToArray())
                {
                    var old = ownParameters[name];
                    if (Converted(old, device, dtype, converted) is not Parameter made)
                        continue;
                    ownParameters[name] = made;
                    ReplaceInFields(old, made);
                }

                foreach (var name in ownBuffers.Keys.ToArray())
                {
                    var (old, persistent) = ownBuffers[name];
                    if (Converted(old, device, dtype, converted) is not { } made)
                        continue;
                    ownBuffers[name] = (made, persistent);
                    ReplaceInFields(old, made);
                }
            }

            private static Tensor? Converted(Tensor old, Device? device, ScalarType? dtype, Dictionary<Tensor, Tensor> converted)
            {
                if (converted.TryGetValue(old, out var known))
                    return known;
                var type = dtype is { } wanted && old.is_floating_point() ? wanted : old.dtype;
                var place = device ?? old.device;
                var there = place.type == old.device_type && (place.index < 0 || place.index == old.device_index);
                if (there && type == old.dtype)
                    return null;

                var values = old.to(type, place);
                Tensor made = old is Parameter ? new Parameter(values, old.requires_grad) : values.DetachFromDisposeScope();
                using var gradient = old.grad;
                if (gradient is not null)
                {
                    using var moved = gradient.to(type, place);
                    made.grad = moved;
                }

                converted.Add(old, made);
                return made;
            }

            private void ReplaceInFields(Tensor old, Tensor made)
            {
                foreach (var (_, field) in Layout())
                {
                    if (ReferenceEquals(field.GetValue(this), old))
                        field.SetValue(this, made);
                }
            }
        }
    }
}
