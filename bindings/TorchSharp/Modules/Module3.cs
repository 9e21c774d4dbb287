namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<in T1, in T2, in T3, out TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module of three inputs: call runs the hooks and forward.</summary>
        public abstract class Module<T1, T2, T3, TResult>
            : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>,
                IModule<T1, T2, T3, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3) =>
                Hooks is null ? forward(input1, input2, input3) : CallWithHooks(input1, input2, input3);

            private TResult CallWithHooks(T1 input1, T2 input2, T3 input3)
            {
                foreach (var (_, hook) in Hooks!.Pre)
                    (input1, input2, input3) = hook(this, input1, input2, input3) ?? (input1, input2, input3);
                RunBefore();
                var result = forward(input1, input2, input3);
                foreach (var (_, hook) in Hooks.Post)
                    result = hook(this, input1, input2, input3, result) ?? result;
                RunAfter();
                return result;
            }
        }
    }
}
