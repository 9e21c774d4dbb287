using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose call runs hooks before and after forward.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private int made;

            protected HookableModule(string name)
                : base(name)
            {
            }

            // Null until a first hook comes, so that a call without hooks costs one comparison.
            private protected HookList? Hooks { get; private set; }

            public HookRemover register_forward_hook(TPostHook hook) => Added(key => Hooks!.Post.Add(key, hook));

            public HookRemover register_forward_hook(Action<Module> hook) => Added(key => Hooks!.PostModule.Add(key, hook));

            public HookRemover register_forward_pre_hook(TPreHook hook) => Added(key => Hooks!.Pre.Add(key, hook));

            public HookRemover register_forward_pre_hook(Action<Module> hook) => Added(key => Hooks!.PreModule.Add(key, hook));

            private protected void RunBefore()
            {
                foreach (var (_, hook) in Hooks!.PreModule)
                    hook(this);
            }

            private protected void RunAfter()
            {
                foreach (var (_, hook) in Hooks!.PostModule)
                    hook(this);
            }

            private HookRemover Added(Action<string> add)
            {
                Hooks ??= new HookList();
                var key = made++.ToString(CultureInfo.InvariantCulture);
                add(key);
                return new HookRemover(this, key);
            }

            /// <summary>Takes one hook away again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> owner;
                private readonly string hook;

                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
                {
                    owner = module;
                    hook = key;
                }

                public void remove()
                {
                    if (owner.Hooks is not { } hooks)
                        return;
                    hooks.Pre.Remove(hook);
                    hooks.Post.Remove(hook);
                    hooks.PreModule.Remove(hook);
                    hooks.PostModule.Remove(hook);
                }
            }

            private protected sealed class HookList
            {
                public OrderedDictionary<string, TPreHook> Pre { get; } = [];

                public OrderedDictionary<string, TPostHook> Post { get; } = [];

                public OrderedDictionary<string, Action<Module>> PreModule { get; } = [];

                public OrderedDictionary<string, Action<Module>> PostModule { get; } = [];
            }
        }
    }
}
