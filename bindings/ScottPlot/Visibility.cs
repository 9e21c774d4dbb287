using System.Runtime.CompilerServices;

// What writes PDF and panels (FigureWriter) draws on our canvas; the tests look inside.
[assembly: InternalsVisibleTo("Hep.Evaluation")]
[assembly: InternalsVisibleTo("Hep.Tests")]
