using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>A source of random numbers with a state of its own.</summary>
    public unsafe class Generator : IDisposable
    {
        private readonly Device where;
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            where = device ?? CPU;
            handle = NativeMethods.Check(NativeMethods.hep_generator_new(seed, (int)where.type, where.index));
        }

        private Generator(nint owned, Device device)
        {
            where = device;
            handle = owned;
        }

        ~Generator() => Dispose(false);

        /// <summary>The CPU's own generator, which operators use that are given none.</summary>
        public static Generator Default =>
            new(NativeMethods.Check(NativeMethods.hep_generator_default((int)DeviceType.CPU, -1)), CPU);

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device => where;

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.hep_generator_seed(Handle, (ulong)seed));
            GC.KeepAlive(this);
            return this;
        }

        public long initial_seed()
        {
            ulong seed;
            NativeMethods.Check(NativeMethods.hep_generator_initial_seed(Handle, &seed));
            GC.KeepAlive(this);
            return (long)seed;
        }

        /// <summary>Seeds from the machine's entropy, and says with what.</summary>
        public long seed()
        {
            ulong seed;
            NativeMethods.Check(NativeMethods.hep_generator_fresh_seed(Handle, &seed));
            GC.KeepAlive(this);
            return (long)seed;
        }

        public Tensor get_state()
        {
            nint state;
            NativeMethods.Check(NativeMethods.hep_generator_get_state(Handle, &state));
            GC.KeepAlive(this);
            return Tensor.Own(state, 0);
        }

        public void set_state(Tensor value)
        {
            NativeMethods.Check(NativeMethods.hep_generator_set_state(Handle, value.Raw));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle != 0)
                NativeMethods.hep_generator_free(handle);
            handle = 0;
        }
    }

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.hep_manual_seed((ulong)seed));
            return Generator.Default;
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
