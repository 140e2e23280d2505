"""Addresses of programmes, tasks, nodes and task forces."""

from django.urls import path

from saima.web.pages import programmes, task, task_forces, tasks

urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/tasks.<str:form>", tasks.tasks_table, name="tasks_table"),
    path("tasks/import/", tasks.tasks_import, name="tasks_import"),
    path("tasks/new/", tasks.task_new, name="task_new"),
    path("tasks/<int:task>/", task.task, name="task"),
    path("tasks/<int:task>/edit/", tasks.task_edit, name="task_edit"),
    path("tasks/<int:task>/step/", task.task_step, name="task_step"),
    path("tasks/<int:task>/adjust/", task.task_adjust, name="task_adjust"),
    path("tasks/nodes/<int:node>/report/", task.node_report, name="node_report"),
    path("tasks/nodes/<int:node>/decide/", task.node_decide, name="node_decide"),
    path("tasks/nodes/<int:node>/checker/", task.node_checker, name="node_checker"),
    path("tasks/files/<int:node_file>/", task.node_file, name="node_file"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.programme_new, name="programme_new"),
    path("programmes/<int:programme>/name/", programmes.programme_name, name="programme_name"),
    path("task-forces/", task_forces.task_forces, name="task_forces"),
    path("task-forces/<int:force>/", task_forces.task_force, name="task_force"),
    path("task-forces/<int:force>/members/", task_forces.force_member, name="force_member"),
    path("task-forces/members/<int:member>/end/", task_forces.force_leave, name="force_leave"),
    path("task-forces/<int:force>/tasks/", task_forces.force_tasks, name="force_tasks"),
    path("task-forces/<int:force>/meetings/", task_forces.force_meeting, name="force_meeting"),
    path("task-forces/<int:force>/end/", task_forces.force_end, name="force_end"),
]
