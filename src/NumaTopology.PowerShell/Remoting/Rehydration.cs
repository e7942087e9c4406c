using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace NumaTopology.Remoting;

/// <summary>
/// Makes the Model's objects anew of the property bags that remoting and Import-Clixml leave of them (<c>Deserialized.NumaTopology.NumaCell</c>). A property
/// that the bag lacks, as one of another version of the module does, stays at its default.
/// </summary>
internal static class Rehydration
{
    private const string Prefix = "Deserialized.";

    /// <summary>Whether a value is what remoting left of an object of that type.</summary>
    public static bool Is(object? value, Type type) => value is PSObject bag && bag.TypeNames.Contains(Prefix + type.FullName);

    /// <summary>The object; a value that is none of the Model's is converted as PowerShell does.</summary>
    /// <exception cref="PSInvalidCastException">The bag holds what no such object can.</exception>
    public static object? To(Type type, object? value)
    {
        var inner = value is PSObject bag ? bag.BaseObject : value;
        if (inner is null || type.IsInstanceOfType(inner))
            return inner;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return To(underlying, value);
        if (type == typeof(CpuSet))
            return CpuSet.Parse(value!.ToString());
        if (type == typeof(NumaPath))
            return NumaPath.Parse(value!.ToString());
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(LanguagePrimitives.ConvertTo<long>(((PSObject)value!).Properties["UtcTicks"]?.Value), TimeSpan.Zero);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(type.GetGenericArguments()[0], inner);
        return value is PSObject record && type.Assembly == typeof(NumaCell).Assembly && !type.IsEnum ? Record(type, record) : LanguagePrimitives.ConvertTo(value, type);
    }

    private static IList List(Type item, object values)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var value in values as IEnumerable ?? new[] { values })
            list.Add(To(item, value));
        return list;
    }

    private static object Record(Type type, PSObject bag)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(candidate => !IsCopy(candidate, type)).OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => To(parameter.ParameterType, Value(bag, parameter.Name!)) ?? Default(parameter.ParameterType))]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && bag.Properties[property.Name] is not null))
        {
            if (To(property.PropertyType, Value(bag, property.Name)) is { } value)
                property.SetValue(record, value);
        }

        // Without a name of its own it would be taken for this machine.
        if (type.GetProperty(nameof(NumaCell.Snapshot)) is { CanWrite: true } snapshot && snapshot.GetValue(record) is null)
            snapshot.SetValue(record, Elsewhere.Source);
        return record;
    }

    private static object? Value(PSObject bag, string name) => bag.Properties[name]?.Value;

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static bool IsCopy(ConstructorInfo constructor, Type type) => constructor.GetParameters() is [{ } only] && only.ParameterType == type;
}
