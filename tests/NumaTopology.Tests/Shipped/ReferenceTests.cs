using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Mono.Cecil;
using Xunit;

namespace NumaTopology.Tests.Shipped;

/// <summary>
/// The libraries are compiled once, against .NET Standard, and run on .NET Framework too. The reference assemblies of .NET Framework 4.7.2 and of what
/// Windows PowerShell 5.1 and PowerShell have in common say what is there.
/// </summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("NumaTopology.Core.dll")]
    [InlineData("NumaTopology.PowerShell.dll")]
    public void All_types_and_members_that_a_shipped_library_uses_are_in_NET_Framework_and_Windows_PowerShell(string library)
    {
        using var references = new ReferenceFolders(Path.Combine(Repository.Root, "bin"), Folder("NetFramework"), Path.Combine(Folder("NetFramework"), "Facades"), Folder("WindowsPowerShell"));
        using var module = ModuleDefinition.ReadModule(Path.Combine(Repository.Root, "bin", library), new ReaderParameters { AssemblyResolver = references });

        Assert.Contains(module.GetMemberReferences(), member => member.FullName == "System.Int32 System.String::get_Length()");
        Assert.Empty(module.GetTypeReferences().Where(type => type.Resolve() is null).Select(type => type.FullName));
        // The members of an array are the runtime's own.
        Assert.Empty(module.GetMemberReferences().Where(member => member.DeclaringType is not ArrayType && member.Resolve() is null).Select(member => member.FullName));
    }

    private static string Folder(string name) => typeof(ReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;

    /// <summary>Finds assemblies in these folders and nowhere else, least of all among those that this program runs on.</summary>
    private sealed class ReferenceFolders(params string[] folders) : IAssemblyResolver
    {
        private readonly Dictionary<string, AssemblyDefinition> _known = [];

        public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters { AssemblyResolver = this });

        public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
        {
            if (!_known.TryGetValue(name.Name, out var assembly))
            {
                var path = folders.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists) ?? throw new AssemblyResolutionException(name);
                _known.Add(name.Name, assembly = AssemblyDefinition.ReadAssembly(path, parameters));
            }

            return assembly;
        }

        public void Dispose()
        {
            foreach (var assembly in _known.Values)
                assembly.Dispose();
        }
    }
}
