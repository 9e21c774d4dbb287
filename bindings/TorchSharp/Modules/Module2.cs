namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<in T1, in T2, out TResult>
        {
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module of two inputs: call runs the hooks and forward.</summary>
        public abstract class Module<T1, T2, TResult>
            : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>, IModule<T1, T2, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2) => Hooks is null ? forward(input1, input2) : CallWithHooks(input1, input2);

            private TResult CallWithHooks(T1 input1, T2 input2)
            {
                foreach (var (_, hook) in Hooks!.Pre)
                    (input1, input2) = hook(this, input1, input2) ?? (input1, input2);
                RunBefore();
                var result = forward(input1, input2);
                foreach (var (_, hook) in Hooks.Post)
                    result = hook(this, input1, input2, result) ?? result;
                RunAfter();
                return result;
            }
        }
    }
}
