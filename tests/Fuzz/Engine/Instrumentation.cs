using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using dnlib.DotNet;
using dnlib.DotNet.Emit;
using SharpFuzz.Common;

namespace NumaTopology.Fuzz;

/// <summary>Makes the library that lies beside this program count its branches, and knows them all.</summary>
internal static class Instrumentation
{
    private static string Library => Path.Combine(AppContext.BaseDirectory, "NumaTopology.Core.dll");

    public static void Add()
    {
        // Beside its counter each branch then calls Trace.OnBranch with its number and its method.
        Environment.SetEnvironmentVariable("SHARPFUZZ_ENABLE_ON_BRANCH_CALLBACK", "1");
        SharpFuzz.Fuzzer.Instrument(Library, _ => true, SharpFuzz.Options.Value);
    }

    /// <summary>Runs something and gives the share of the branches of some classes that it reached, those of lambdas and iterators in them included.</summary>
    public static (int Reached, int Of) Reach(IReadOnlyList<Type> classes, Action run)
    {
        var own = Branches(classes);
        var reached = new HashSet<(int, string)>();
        var before = Trace.OnBranch;
        Trace.OnBranch = (id, method) => reached.Add((id, method));
        run();
        Trace.OnBranch = before;
        reached.IntersectWith(own);
        return (reached.Count, own.Count);
    }

    private static HashSet<(int Id, string Method)> Branches(IReadOnlyList<Type> classes)
    {
        var names = classes.Select(type => type.FullName).ToHashSet();
        using var module = ModuleDefMD.Load(Library);
        return module.GetTypes().Where(type => names.Contains(Outermost(type).FullName)).SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(Branches).ToHashSet();
    }

    private static TypeDef Outermost(TypeDef type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>The calls of Trace.OnBranch in a method: the number and the method's name stand before each.</summary>
    private static IEnumerable<(int Id, string Method)> Branches(MethodDef method)
    {
        var code = method.Body.Instructions;
        for (var i = 2; i < code.Count; i++)
        {
            if (code[i].Operand is IMethod { Name.String: "Invoke" } && code[i - 1].OpCode == OpCodes.Ldstr && code[i - 2].IsLdcI4())
                yield return (code[i - 2].GetLdcI4Value(), (string)code[i - 1].Operand);
        }
    }
}
