# A made-up map: a ring of four towns, a tail of two, and a span in both directions.
graph [
  label "Lake [made up]"
  node [ id 3 label "Harbour" Latitude 47.1 ]
  node [ id 5 label "North" ]
  node [ id 7 label "East" ]
  node [ id 9 label "South" ]
  node [
    id 11
    label "Hill"
  ]
  node [ id 12 label "Top" ]
  edge [ source 3 target 5 LinkLabel "fibre" ]
  edge [ source 5 target 3 ]
  edge [ source 5 target 7 ]
  edge [ source 7 target 9 ]
  edge [ source 9 target 3 ]
  edge [ source 3 target 11 ]
  edge [ source 11 target 12 ]
  edge [ source 12 target 12 ]
]
