using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace NumaTopology;

/// <summary>
/// Orders objects of the Model that their own order does not tell apart, such as the nodes 0 of two machines, by all that they hold: only equal ones
/// compare as 0. Compare-Object and Sort-Object ask an object for its order, and take those for equal that have the same.
/// </summary>
internal static class ContentOrder
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    /// <summary>The order that two objects have already; where that is none, property by property as they are declared, what is unknown first.</summary>
    public static int After<T>(int order, T left, T right)
        where T : class
    {
        if (order != 0)
            return order;
        // Also what keeps Sort, which compares a list's middle with itself, from looking further.
        if (left.Equals(right))
            return 0;
        foreach (var property in s_properties.GetOrAdd(typeof(T), Content))
        {
            order = CompareValues(property.GetValue(left), property.GetValue(right));
            if (order != 0)
                return order;
        }

        return 0;
    }

    /// <summary>The properties that say something of what was read, which is what equality goes by, and not of where or when.</summary>
    private static PropertyInfo[] Content(Type type)
    {
        var provenance = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Provenance<>));
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => !provenance.Any(field => string.Equals(field.Name, "_" + property.Name, StringComparison.OrdinalIgnoreCase))).ToArray();
    }

    /// <summary>What <see cref="IComparable"/> asks: null comes first, and what is no such object has no order.</summary>
    public static int CompareAny<T>(T left, object? right)
        where T : class, IComparable<T> =>
        right is null ? 1 : right is T same ? left.CompareTo(same) : throw new ArgumentException($"The object is not a {typeof(T).Name}.", nameof(right));

    /// <summary>The order of two lists of the Model: item by item, then the shorter first.</summary>
    public static int CompareLists<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) => CompareItems((IList)left, (IList)right);

    private static int CompareValues(object? left, object? right)
    {
        if (left is null || right is null)
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        return left switch
        {
            string text => string.CompareOrdinal(text, (string)right),
            IComparable comparable => comparable.CompareTo(right),
            _ => CompareItems((IList)left, (IList)right),
        };
    }

    private static int CompareItems(IList left, IList right)
    {
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            var order = CompareValues(left[i], right[i]);
            if (order != 0)
                return order;
        }

        return left.Count.CompareTo(right.Count);
    }
}
