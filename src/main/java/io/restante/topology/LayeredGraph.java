package io.restante.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph drawn in columns from left to right. An edge that passes over columns gets a bend in each, so that it goes around what stands
 * there. Rows are found by letting each vertex settle near the mean of its neighbours; the same graph always gets the same rows.
 */
final class LayeredGraph<V> {
    private static final int SWEEPS = 24;

    /** A place in a column: a vertex's, or a bend of an edge. */
    static final class Place {
        private final int column;
        private final List<Place> left = new ArrayList<>();
        private final List<Place> right = new ArrayList<>();
        private double row;

        private Place(int column) {
            this.column = column;
        }

        int column() {
            return column;
        }

        /** How far down, in rows; 0 is the top of the graph. */
        double row() {
            return row;
        }
    }

    /** An edge and the places it passes through, ends included. */
    record Way<V>(V from, V to, List<Place> places) {}

    private final Map<V, Place> vertices = new HashMap<>();
    private final List<List<Place>> columns = new ArrayList<>();
    private final List<Way<V>> ways = new ArrayList<>();

    /** Vertices stand in their column in the order they are added, as far as their edges let them. */
    void vertex(V vertex, int column) {
        vertices.put(vertex, newPlace(column));
    }

    /** An edge to the right. */
    void edge(V from, V to) {
        List<Place> places = new ArrayList<>();
        Place last = place(from);
        Place end = place(to);
        places.add(last);
        for (int column = last.column + 1; column < end.column; column++) {
            Place bend = newPlace(column);
            connect(last, bend);
            places.add(bend);
            last = bend;
        }
        connect(last, end);
        places.add(end);
        ways.add(new Way<>(from, to, List.copyOf(places)));
    }

    Place place(V vertex) {
        Place place = vertices.get(vertex);
        if (place == null) {
            throw new IllegalArgumentException("Not a vertex of this graph: " + vertex);
        }
        return place;
    }

    List<Way<V>> ways() {
        return ways;
    }

    /** Gives every place its row. */
    void settle() {
        for (List<Place> column : columns) {
            for (int i = 0; i < column.size(); i++) {
                column.get(i).row = i;
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < columns.size(); i++) {
                settle(columns.get(sweep % 2 == 0 ? i : columns.size() - 1 - i), sweep);
            }
        }
        double top = allPlaces().stream().mapToDouble(Place::row).min().orElse(0);
        allPlaces().forEach(place -> place.row -= top);
    }

    /** Rows the graph takes. */
    double height() {
        return allPlaces().stream().mapToDouble(Place::row).max().orElse(0) + 1;
    }

    int width() {
        return columns.size();
    }

    private void settle(List<Place> column, int sweep) {
        Map<Place, Double> wish = new HashMap<>();
        for (Place place : column) {
            wish.put(place, wish(place, sweep));
        }
        column.sort(Comparator.comparingDouble(wish::get));
        double next = Double.NEGATIVE_INFINITY;
        double drift = 0;
        for (Place place : column) {
            double wished = wish.getOrDefault(place, place.row);
            place.row = Math.max(wished, next);
            drift += place.row - wished;
            next = place.row + 1;
        }
        for (Place place : column) {
            place.row -= drift / column.size();
        }
    }

    /** The early sweeps look to one side only, which untangles; the late ones to both, which straightens. */
    private static double wish(Place place, int sweep) {
        List<Place> neighbours = new ArrayList<>();
        boolean late = sweep >= SWEEPS / 2;
        if (late || sweep % 2 == 0) {
            neighbours.addAll(place.left);
        }
        if (late || sweep % 2 == 1) {
            neighbours.addAll(place.right);
        }
        return neighbours.stream().mapToDouble(Place::row).average().orElse(place.row);
    }

    private static void connect(Place left, Place right) {
        left.right.add(right);
        right.left.add(left);
    }

    private Place newPlace(int column) {
        while (columns.size() <= column) {
            columns.add(new ArrayList<>());
        }
        Place place = new Place(column);
        columns.get(column).add(place);
        return place;
    }

    private List<Place> allPlaces() {
        return columns.stream().flatMap(List::stream).toList();
    }
}
