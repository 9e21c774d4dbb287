namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<in T, out TResult>
        {
            TResult call(T input1);
        }

        /// <summary>A module of one input: call runs the hooks and forward.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input) => Hooks is null ? forward(input) : CallWithHooks(input);

            private TResult CallWithHooks(T input)
            {
                foreach (var (_, hook) in Hooks!.Pre)
                    input = hook(this, input) ?? input;
                RunBefore();
                var result = forward(input);
                foreach (var (_, hook) in Hooks.Post)
                    result = hook(this, input, result) ?? result;
                RunAfter();
                return result;
            }
        }
    }
}
